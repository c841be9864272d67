package diff

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules"
)

// told returns what is said of a rule whose expression changes.
func told(old, new string) string {
	group := func(expr string) []rules.PlainGroup {
		return []rules.PlainGroup{{Name: "g", Rules: []rules.PlainRule{{Alert: "A", Expr: expr}}}}
	}
	var lines []string
	for _, change := range Groups(group(old), group(new)) {
		lines = append(lines, strings.TrimPrefix(change.String(), "alert A: "))
	}
	return strings.Join(lines, "\n")
}

func TestExpressions(t *testing.T) {
	for name, test := range map[string]struct{ old, new, want string }{
		"nothing":                     {`up == 0`, `up == 0`, ""},
		"layout and comments":         {`up == 0`, "(\n  up # it is down\n) == (0)", ""},
		"parentheses of precedence":   {`a + b * c`, `a + (b * c)`, ""},
		"parentheses that count":      {`a + b * c`, `(a + b) * c`, "expression changed"},
		"order of matchers":           {`up{a="b",c="d"}`, `up{c="d",a="b",}`, ""},
		"the name as a matcher":       {`up`, `{__name__="up"}`, ""},
		"order of labels":             {`sum by (a, b) (up) / on (c, d) e`, `sum by (b, a) (up) / on (d, c) e`, ""},
		"by behind":                   {`sum by (a) (up)`, `sum(up) by (a)`, ""},
		"by nothing":                  {`sum(up)`, `sum by () (up)`, ""},
		"spellings of a number":       {`up > 1e3`, `up > 1000`, ""},
		"a number worked out":         {`up > 1048576`, `up > 1024 * 2^10`, ""},
		"spellings of a duration":     {`rate(up[60s])`, `rate(up[1m])`, ""},
		"threshold":                   {`a / b * 100 < 20 and c == 0`, `a / b * 100 < 10 and c == 0`, "threshold 20 to 10"},
		"threshold on the left":       {`20 > a`, `10 > a`, "threshold 20 to 10"},
		"threshold worked out":        {`a > 5 * 1024^2`, `a > 6 * 1024^2`, "threshold 5 * 1024 ^ 2 to 6 * 1024 ^ 2"},
		"threshold in two branches":   {`a > 5 or b > 5`, `a > 6 or b > 6`, "threshold 5 to 6 in 2 places"},
		"negative threshold":          {`a < -5`, `a < 5`, "threshold -5 to 5"},
		"threshold is told first":     {`rate(a[5m]) > 1`, `rate(a[10m]) > 2`, "threshold 1 to 2, range [5m] to [10m]"},
		"number":                      {`topk(5, up)`, `topk(8, up)`, "number 5 to 8"},
		"a number that is multiplied": {`a * 8 > b`, `a * 10 > b`, "number 8 to 10"},
		"a threshold no more":         {`a > 5`, `a > b`, "expression changed"},
		"ranges":                      {`rate(a[5m]) / rate(b[5m])`, `rate(a[10m]) / rate(b[10m])`, "range [5m] to [10m] in 2 places"},
		"subquery":                    {`max_over_time(a[1h:5m])`, `max_over_time(a[1h:])`, "range [1h:5m] to [1h:]"},
		"offset":                      {`a - a offset 1h`, `a - a offset 1d`, "offset 1h to 1d"},
		"offset added":                {`a`, `a offset -5m`, "offset -5m added"},
		"at":                          {`a @ 10`, `a @ end()`, "@ 10 to end()"},
		"matcher added":               {`a / b - c`, `a{cluster="prod"} / b{cluster="prod"} - c{cluster="prod"}`, `matcher cluster="prod" added to 3 selectors`},
		"matcher added once":          {`a / b`, `a{cluster="prod"} / b`, `matcher cluster="prod" added`},
		"matcher dropped":             {`a{x!=""} / b{x!=""}`, `a / b`, `matcher x!="" dropped from 2 selectors`},
		"matcher changed":             {`a{job="x"} / b{job="x"}`, `a{job=~"x|y"} / b{job=~"x|y"}`, `matcher job="x" to job=~"x|y" in 2 selectors`},
		"two matchers of a label":     {`a{x!="1",x!="2"}`, `a{x!="2",x!="3",x!="4"}`, `matcher x!="1" dropped, matcher x!="3" added, matcher x!="4" added`},
		"metric":                      {`rate(a_total[5m])`, `rate(b_total[5m])`, "metric a_total to b_total"},
		"metric by pattern":           {`a`, `{__name__=~"a|b"}`, `matcher __name__="a" to __name__=~"a|b"`},
		"by":                          {`sum by (job) (a) / sum by (job) (b)`, `sum by (cluster, job) (a) / sum by (cluster, job) (b)`, "label cluster added to by in 2 places"},
		"by dropped":                  {`sum by (job) (a)`, `sum(a)`, "label job dropped from by"},
		"without":                     {`sum by (job) (a)`, `sum without (job) (a)`, "grouping by (job) to without (job)"},
		"on":                          {`a * on (x) group_left (y) b`, `a * on (x, z) group_left (y, w) b`, "label z added to on, label w added to group_left"},
		"on nothing":                  {`a * on () b`, `a * b`, "matching on () dropped"},
		"ignoring to on":              {`a * ignoring (x) b`, `a * on (y) b`, "matching ignoring (x) to on (y)"},
		"other side":                  {`a * on (x) group_left b`, `a * on (x) group_right b`, "matching on (x) group_left () to on (x) group_right ()"},
		"fill":                        {`a + fill_left(0) b`, `a + fill(0) b`, "fill_right 0 added"},
		"function":                    {`rate(a[5m])`, `irate(a[5m])`, "function rate to irate"},
		"aggregation":                 {`max(a)`, `min(a)`, "aggregation max to min"},
		"operator":                    {`a > 5`, `a >= 5`, "operator > to >="},
		"bool":                        {`a > 5`, `a > bool 5`, "modifier bool added"},
		"anchored":                    {`rate(a[5m])`, `rate(a[5m] anchored)`, "modifier anchored added"},
		"text":                        {`label_replace(a, "b", "$1", "c", "(.*)")`, `label_replace(a, "b", "x", "c", "(.*)")`, `text "$1" to "x"`},
		"condition added":             {`a > 5`, `a > 6 and on (job) up == 1 unless c`, `threshold 5 to 6, and on (job) up == 1 added, unless c added`},
		"condition dropped":           {`a > 5 unless b`, `a > 5`, `unless b dropped`},
		"branch added":                {`a > 5`, `a > 5 or b > 7`, `or b > 7 added`},
		"a guard changed":             {`a > 5 and b`, `a > 5 unless b`, "operator and to unless"},
		"NaN":                         {`a != NaN`, `a != NaN # same`, ""},
		"another expression":          {`up == 0`, `absent(up)`, "expression changed"},
		"unreadable, then not":        {`up ==`, `up == 0`, "expression changed"},
		"LogQL":                       {`rate({a="b"} |= "x" [5m])`, `rate({a="b"} |= "y" [5m])`, "expression changed"},
		"a long value":                {`a > 1`, `a > 1 and ` + strings.Repeat("b + ", 40) + "c", "and " + strings.Repeat("b + ", 19) + "b... added"},
		"a deep expression":           {strings.Repeat("(", 100_000), strings.Repeat("(", 100_001), "expression changed"},
		"many conditions":             {`a` + strings.Repeat(" and b", 900), `rate(a[5m])` + strings.Repeat(" and b", 800), "expression changed"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, test.want, told(test.old, test.new))
		})
	}
}
