package promql

import "regexp"

// Absent is 1, with the labels that v's equality matchers give, while v yields nothing; else nothing.
func Absent(v Vector) Instant { return instant(call("Absent", "absent", v)) }

// Sort orders series by their values, for people who look at them; rules do not care.
func Sort(v Vector) Instant { return instant(call("Sort", "sort", v)) }

// SortDesc orders series by their values, the largest first.
func SortDesc(v Vector) Instant { return instant(call("SortDesc", "sort_desc", v)) }

// LabelReplace gives each series whose label src matches the regular expression as a whole the label dst: replacement, in which $1 is
// what the first group of the expression matched.
//
//	promql.LabelReplace(up, "host", "$1", "instance", "(.*):.*")
func LabelReplace(v Vector, dst, replacement, src, regex string) Instant {
	const goName = "LabelReplace"
	errs := checkLabels(here(), goName, []string{dst})
	if _, err := regexp.Compile("^(?s:" + regex + ")$"); err != nil {
		errs = append(errs, errorf(here(), goName, "%q is no regular expression: %s", regex, err))
	}
	return instant(checkedCall(goName, "label_replace", errs, v, literal(dst), literal(replacement), literal(src), literal(regex)))
}

// LabelJoin gives each series the label dst: the values of its labels src, with separator between them.
func LabelJoin(v Vector, dst, separator string, src ...string) Instant {
	args := []Expr{v, literal(dst), literal(separator)}
	for _, label := range src {
		args = append(args, literal(label))
	}
	return instant(checkedCall("LabelJoin", "label_join", checkLabels(here(), "LabelJoin", []string{dst}), args...))
}
