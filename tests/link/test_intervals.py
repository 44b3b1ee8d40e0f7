from tellings.link.intervals import difference, interval, relation
from tests.made import article, figure

TEXT = article("about 3,000, at least 3,000, nearly 10,000, as high as 11,000, nearly 12,000, 12,000 and 500 to 600")
ABOUT = interval(figure(TEXT, "about 3,000", 3000, 3000, bound="about"))
AT_LEAST = interval(figure(TEXT, "at least 3,000", 3000, None, bound="at_least"))
NEARLY_TEN = interval(figure(TEXT, "nearly 10,000", None, 10000, bound="less_than"))
CEILING = interval(figure(TEXT, "as high as 11,000", None, 11000, bound="at_most"))
NEARLY_TWELVE = interval(figure(TEXT, "nearly 12,000", None, 12000, bound="less_than"))
TWELVE = interval(figure(TEXT, "12,000", 12000, 12000))
RANGE = interval(figure(TEXT, "500 to 600", 500, 600, bound="range"))


def test_a_floor_and_a_larger_count_may_both_hold() -> None:
    assert relation(AT_LEAST, TWELVE) == "compatible"


def test_nearly_is_near_and_so_two_of_them_cannot_both_hold() -> None:
    assert relation(NEARLY_TEN, NEARLY_TWELVE) == "apart"


def test_a_ceiling_leaves_everything_below_it() -> None:
    assert relation(CEILING, NEARLY_TEN) == "compatible"
    assert relation(CEILING, TWELVE) == "apart"


def test_about_and_at_least_the_same_number_name_one_value() -> None:
    assert relation(ABOUT, AT_LEAST) == "same"


def test_a_range_names_its_middle() -> None:
    assert (RANGE.low, RANGE.high, RANGE.named) == (500, 600, 550)


def test_difference_is_a_share_of_the_larger() -> None:
    assert difference(NEARLY_TEN, NEARLY_TWELVE) == 2 / 12
    assert difference(TWELVE, TWELVE) == 0


def test_a_figure_without_a_value_is_compatible_with_all() -> None:
    nothing = interval(figure(TEXT, "12,000", None, None, bound="vague"))
    assert relation(nothing, TWELVE) == "compatible"


def test_a_vague_plural_has_an_upper_end() -> None:
    dozens = interval(figure(TEXT, "12,000", 12, None, bound="vague"))
    assert relation(dozens, interval(figure(TEXT, "12,000", 359, 359))) == "apart"
    assert relation(dozens, interval(figure(TEXT, "12,000", 90, 90))) == "compatible"
