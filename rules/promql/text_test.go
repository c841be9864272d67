package promql_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/promql"
)

func TestText(t *testing.T) {
	requests := promql.NewCounter("requests_total").Where(`env="prod"`)
	tests := map[string]struct {
		text string
		vars promql.Vars
		want string
	}{
		"no holes, as it is written": {" sum ( up )  # all of them\n\t> 1\n", nil, " sum ( up )  # all of them\n\t> 1\n"},
		"no holes in quotes and comments": {"up{job=~'a$|$b', x=`$y`, z=\"\\\"$z\"} # $c\n> $n", promql.Vars{"n": 1},
			"up{job=~'a$|$b', x=`$y`, z=\"\\\"$z\"} # $c\n> 1"},
		"numbers":                  {"up > $a + $b * $c", promql.Vars{"a": 1, "b": 0.5, "c": promql.Num(-2)}, "up > 1 + 0.5 * -2"},
		"a negative base":          {"up > $a ^ 2", promql.Vars{"a": -1}, "up > (-1) ^ 2"},
		"an operand that binds":    {"$a * $b", promql.Vars{"a": up.Mul(2), "b": up.AddNum(1)}, "up * 2 * (up + 1)"},
		"an argument":              {"sum($a)", promql.Vars{"a": up.AddNum(1)}, "sum(up + 1)"},
		"parentheses of the text":  {"($a) * 2", promql.Vars{"a": up.AddNum(1)}, "(up + 1) * 2"},
		"a scalar":                 {"$now - x", promql.Vars{"now": promql.Time()}, "time() - x"},
		"a range":                  {"rate($r)", promql.Vars{"r": requests.Range(time.Minute)}, `rate(requests_total{env="prod"}[1m])`},
		"a counter with its range": {"rate($c[$d] offset $o)", promql.Vars{"c": requests, "d": 90 * time.Second, "o": -time.Hour}, `rate(requests_total{env="prod"}[1m30s] offset -1h)`},
		"a gauge":                  {"$g > 0", promql.Vars{"g": up}, "up > 0"},
		"a subquery":               {"max_over_time($x[$d:$s])", promql.Vars{"x": up.Gt(1), "d": time.Hour, "s": time.Minute}, "max_over_time((up > 1)[1h:1m])"},
		"labels":                   {"sum by ($by) (a) / on ($by, x) group_left ($none) b", promql.Vars{"by": []string{"job", "k8s.pod"}, "none": []string(nil)}, `sum by (job, "k8s.pod") (a) / on (job, "k8s.pod", x) group_left () b`},
		"an empty list in a list":  {"sum by (a, $n) (b) + sum by ($n, c) (d)", promql.Vars{"n": []string{}}, "sum by (a) (b) + sum by ( c) (d)"},
		"labels behind":            {"sum(a) without ($by)", promql.Vars{"by": []string{"job"}}, "sum(a) without (job)"},
		"matchers":                 {"up{a=\"b\",$m,$n}", promql.Vars{"m": promql.Matchers{promql.Eq("c", `"`), promql.Ne("d", "")}, "n": promql.Matchers{}}, `up{a="b",c="\"",d!=""}`},
		"one matcher":              {"up{$m}", promql.Vars{"m": promql.Match("c", "x|y")}, `up{c=~"x|y"}`},
		"a label value":            {`up{job=$job, pod =~ $pod}`, promql.Vars{"job": `a"b`, "pod": `x\d`}, `up{job="a\"b", pod =~ "x\\d"}`},
		"a string argument":        {`label_replace(up, $to, "$1", "job", "(.*)")`, promql.Vars{"to": "team"}, `label_replace(up, "team", "$1", "job", "(.*)")`},
		"a computed offset":        {"$x * 2", promql.Vars{"x": promql.Text("up offset (1m + 30)")}, "(up offset (1m + 30)) * 2"},
		"a computed range":         {"rate(x[($d)] offset ($d))", promql.Vars{"d": time.Minute}, "rate(x[(1m)] offset (1m))"},
		"comments do not come in":  {"$x > 1", promql.Vars{"x": promql.Text("up # all")}, "up > 1"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var vars []promql.Vars
			if test.vars != nil {
				vars = append(vars, test.vars)
			}
			e := promql.Text(test.text, vars...)
			require.NoError(t, promql.Err(e))
			require.Equal(t, test.want, e.String())
			require.Equal(t, test.want, e.Layout(5))
		})
	}
}

func TestTextErrors(t *testing.T) {
	tests := map[string]struct {
		text string
		vars promql.Vars
		want []string
	}{
		"no value":               {"up > $a", promql.Vars{"b": 1}, []string{"$a has no value: values are given for $b", "the text has no hole $b"}},
		"no values":              {"up > $a", nil, []string{"$a has no value: none is given"}},
		"a hole without name":    {"up > $", nil, []string{"$ has no value"}},
		"no expression":          {"", nil, []string{"1:1: no expression found in input"}},
		"a range vector":         {"up[5m]", nil, []string{"the expression is a range vector, want an instant vector"}},
		"a scalar":               {"1 + $x", promql.Vars{"x": 1}, []string{"the expression is a scalar, want an instant vector"}},
		"a string":               {`"x"`, nil, []string{"the expression is a string, want an instant vector"}},
		"does not parse":         {"a +\nb c", nil, []string{"2:3: unexpected identifier \"c\"\n\tb c\n\t  ^"}},
		"behind a hole":          {"sum by ($by) (a) b", promql.Vars{"by": []string{"a", "b", "c"}}, []string{"1:18: unexpected identifier \"b\"\n\tsum by ($by) (a) b\n\t                 ^"}},
		"wrong type":             {"up > $a", promql.Vars{"a": true}, []string{"$a is bool, but an operand takes a Vector, Scalar, RangeVector, Num, int, int64, float64, Quantity or string, or before a range a Counter or NativeHistogram"}},
		"nil":                    {"up > $a", promql.Vars{"a": nil}, []string{"$a is <nil>, but an operand takes"}},
		"a duration as number":   {"time() - x > $a", promql.Vars{"a": time.Hour}, []string{"$a is time.Duration, but an operand takes"}},
		"a number as duration":   {"rate(x[$d])", promql.Vars{"d": 5}, []string{"$d is int, but a range or offset takes a time.Duration"}},
		"a text as duration":     {"rate(x[$d])", promql.Vars{"d": "5m"}, []string{"$d is string, but a range or offset takes a time.Duration"}},
		"no range":               {"rate(x[$d])", promql.Vars{"d": time.Duration(0)}, []string{"the range $d is 0s, want more than 0"}},
		"labels as text":         {"sum by ($by) (x)", promql.Vars{"by": "job, ns"}, []string{"$by is string, but a list of labels takes []string"}},
		"a bad label":            {"sum by ($by) (x)", promql.Vars{"by": []string{"job, ns"}}, []string{`label name "job, ns" holds ','`}},
		"matchers as text":       {"up{$m}", promql.Vars{"m": `job="x"`}, []string{"$m is string, but a place between braces takes Matchers or a Matcher"}},
		"a bad matcher":          {"up{$m}", promql.Vars{"m": promql.Match("a", "(")}, []string{`promql: Match: "(" is no regular expression`}},
		"a value as number":      {"up{job=$j}", promql.Vars{"j": 1}, []string{"$j is int, but the value of a matcher takes a string"}},
		"labels as operand":      {"sum($x)", promql.Vars{"x": []string{"up"}}, []string{"$x is []string, but an operand takes"}},
		"a bare counter":         {"$c > 1", promql.Vars{"c": promql.NewCounter("c")}, []string{"a Counter stands before a range only"}},
		"an expression's errors": {"$x > 1", promql.Vars{"x": up.Where("job=")}, []string{"promql: Where: 1:5: unexpected"}},
		"a zero expression":      {"$x > 1", promql.Vars{"x": promql.Instant{}}, []string{"the zero value is no expression"}},
		"joined to a name":       {"up$x > 1", promql.Vars{"x": 1}, []string{"$x touches another word or call"}},
		"joined behind":          {"$x:rate > 1", promql.Vars{"x": up}, []string{"$x touches another word or call"}},
		"the name of a function": {"$f (up)", promql.Vars{"f": promql.NewGauge("abs")}, []string{"$f touches another word or call"}},
		"all at once":            {"$a{$b}[$c]", promql.Vars{"b": 1, "c": 1}, []string{"$a has no value", "$b is int", "$c is int"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			err := promql.Err(promql.Text(test.text, test.vars))
			require.Error(t, err)
			errs := err.(interface{ Unwrap() []error }).Unwrap()
			require.Len(t, errs, len(test.want), "%v", err)
			for i, want := range test.want {
				require.Regexp(t, `^text_test\.go:\d+: promql: `, errs[i].Error())
				require.Contains(t, errs[i].Error(), want)
			}
		})
	}
}

func TestTextGivenTwice(t *testing.T) {
	err := promql.Err(promql.Text("up > $a", promql.Vars{"a": 1}, promql.Vars{"a": 2}))
	require.ErrorContains(t, err, "promql: Text: $a is given twice")
}

// FuzzText shows that no text and no value makes Text panic, and that what it accepts prints and parses again.
func FuzzText(f *testing.F) {
	for _, text := range []string{"$x > 1", "sum by ($x) (up)", "up{$x}", "up{a=$x}", "rate(up[$x] offset $x)", "'$x", "# $x\n$x", "($x)[5m:]", "-$x^$x", "{$x,a='b'}"} {
		f.Add(text, "job", 5.0)
	}
	f.Fuzz(func(t *testing.T, text, s string, n float64) {
		up := promql.NewGauge(s).Where(text)
		values := []any{n, s, time.Duration(n), []string{s}, promql.Matchers{promql.Eq(s, text)}, up, up.Mul(promql.Num(n)), promql.Text(s), promql.Number(promql.Num(n))}
		for _, value := range values {
			e := promql.Text(text, promql.Vars{"x": value})
			if promql.Err(e) == nil {
				tree, err := promql.Tree(e)
				require.NoError(t, err)
				sum, err := promql.Tree(promql.Sum(e))
				require.NoError(t, err, "%s", promql.Sum(e))
				require.Equal(t, "(sum [] false "+promql.Canonical(tree)+")", promql.Canonical(sum), "the text says what the tree does")
				require.NoError(t, promql.Err(promql.Text(e.Layout(10))))
			}
		}
	})
}
