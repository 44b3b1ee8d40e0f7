"""Groups to findings: dispute, update, scope, drift, denial, echo, gap. A kind, numbers and spans; no prose."""
