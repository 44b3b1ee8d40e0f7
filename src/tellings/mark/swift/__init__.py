"""The steps of a spaCy pipeline that take most of its time, done over again with the same weights, rules and results.

spaCy's own steps read token after token, ask every rule of every token, and take and give back Python's lock with
each move of parser and name finder. These work on the arrays of a whole batch. Each module has a function that gives
the swift step for a component, or None where the component is of another make; then spaCy's own does the work.
"""
