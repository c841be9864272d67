package promql

import (
	"strings"
	"unicode"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
)

// Matcher is a condition on one label, made by [Eq], [Ne], [Match] or [NotMatch].
type Matcher struct {
	m   *labels.Matcher
	err error
}

// Matchers is a list of matchers, for a hole of [Text] that stands between braces.
type Matchers []Matcher

// Eq is label="value", with value escaped as it needs to be.
func Eq(label, value string) Matcher { return newMatcher("Eq", labels.MatchEqual, label, value) }

// Ne is label!="value".
func Ne(label, value string) Matcher { return newMatcher("Ne", labels.MatchNotEqual, label, value) }

// Match is label=~"pattern": a regular expression that the whole value must match.
func Match(label, pattern string) Matcher {
	return newMatcher("Match", labels.MatchRegexp, label, pattern)
}

// NotMatch is label!~"pattern".
func NotMatch(label, pattern string) Matcher {
	return newMatcher("NotMatch", labels.MatchNotRegexp, label, pattern)
}

// String returns the matcher as PromQL writes it.
func (m Matcher) String() string {
	switch {
	case m.err != nil:
		return "%!promql(" + m.err.Error() + ")"
	case m.m == nil:
		return "%!promql(zero Matcher)"
	}
	return matcherText(m.m)
}

func newMatcher(call string, kind labels.MatchType, label, value string) Matcher {
	at := here()
	if errs := checkLabels(at, call, []string{label}); len(errs) > 0 {
		return Matcher{err: errs[0]}
	}
	m, err := labels.NewMatcher(kind, label, value)
	if err != nil {
		return Matcher{err: errorf(at, call, "%q is no regular expression: %s", value, err)}
	}
	return Matcher{m: m}
}

// check returns what keeps the matcher from being used on the metric.
func (m Matcher) check(at caller, call string, of *metric) []error {
	switch {
	case m.err != nil:
		return []error{m.err}
	case m.m == nil:
		return []error{errorf(at, call, "the zero Matcher, want one made by Eq, Ne, Match or NotMatch")}
	case m.m.Name == model.MetricNameLabel && of.named():
		return []error{errorf(at, call, "%s: the metric has a name already", m)}
	case !of.has(m.m.Name):
		return []error{errorf(at, call, "%s has no label %q, it is declared with %s", of.name, m.m.Name, of.list())}
	}
	return nil
}

// parseMatchers reads what may stand between the braces of a selector.
func parseMatchers(at caller, call, text string) ([]Matcher, error) {
	if len(text) > maxText {
		return nil, errorf(at, call, "the matchers are %d bytes long, the most is %d", len(text), maxText)
	}
	query := "{" + text + "\n}" // the line break ends a comment
	parsed, err := promqlParser.ParseMetricSelector(query)
	if err != nil {
		return nil, errorf(at, call, "%s", parseMessage(err, query, within(text, 1)))
	}
	matchers := make([]Matcher, len(parsed))
	for i, m := range parsed {
		matchers[i] = Matcher{m: m}
	}
	return matchers, nil
}

// checkMetric returns what keeps name from being a metric's.
func checkMetric(at caller, call, name string) error {
	if name == "" {
		return errorf(at, call, "the metric has no name")
	}
	if i := strings.IndexFunc(name, notInName); i >= 0 {
		hint := ""
		if name[i] == '{' {
			hint = "; matchers go into Where"
		}
		return errorf(at, call, "metric name %q holds %q%s", name, []rune(name[i:])[0], hint)
	}
	return nil
}

// checkLabels returns what keeps names from being those of labels.
func checkLabels(at caller, call string, names []string) []error {
	var errs []error
	for _, name := range names {
		if name == "" {
			errs = append(errs, errorf(at, call, "the label name is empty"))
		} else if i := strings.IndexFunc(name, notInName); i >= 0 {
			errs = append(errs, errorf(at, call, "label name %q holds %q", name, []rune(name[i:])[0]))
		}
	}
	return errs
}

// notInName reports whether r cannot be meant to be part of a name. Since Prometheus 3 any UTF-8 may be, but
// blanks, quotes and PromQL's punctuation come from mistakes: an expression given where a name is wanted.
func notInName(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || r == unicode.ReplacementChar || strings.ContainsRune("{}[]()\"'`,=!~<>+*^%@#$\\", r)
}

// plainMetric reports whether name can be written without quotes as a metric's name.
func plainMetric(name string) bool {
	return model.LegacyValidation.IsValidMetricName(name) && !keywords[strings.ToLower(name)]
}

// plainLabel reports whether name can be written without quotes as a label's name between braces.
func plainLabel(name string) bool { return model.LegacyValidation.IsValidLabelName(name) }

// plainGrouping reports whether name can be written without quotes in a list of labels.
func plainGrouping(name string) bool {
	lower := strings.ToLower(name)
	return plainLabel(name) && lower != "inf" && lower != "nan"
}

// keywords are the words that PromQL does not everywhere take for names.
var keywords = words("and or unless atan2 sum avg count min max group stddev stdvar topk bottomk count_values quantile limitk limit_ratio " +
	"offset smoothed anchored by without on ignoring group_left group_right fill fill_left fill_right bool start end step range max_of min_of inf nan")

func words(s string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(s) {
		set[word] = true
	}
	return set
}
