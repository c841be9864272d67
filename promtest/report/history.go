package report

// History says when an alert was pending, and when firing, in a test: "pending 10m to 15m, firing from 15m", "never".
func History(spans []Span, r *Result) string { return allWords(spans, r.Steps, r.Interval) }
