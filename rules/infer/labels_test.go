package infer_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"

	"github.com/promwright/promwright/rules/infer"
)

func parse(t *testing.T, text string) parser.Expr {
	expr, err := promqlParser.ParseExpr(text)
	require.NoError(t, err, text)
	return expr
}

func TestLabels(t *testing.T) {
	const possible, certain, gone = infer.Possible, infer.Certain, infer.Gone
	type labels map[string]infer.Presence
	tests := map[string]struct {
		expr string
		want labels
	}{
		"a selector knows its matchers":               {`up{job="x", env!="", zone="", dc!~".+"}`, labels{"__name__": certain, "job": certain, "env": certain, "zone": gone, "dc": gone, "pod": possible}},
		"a regex that matches the empty value":        {`up{job=~"a|"}`, labels{"job": possible}},
		"a regex of empty alternatives":               {`up{job=~""}`, labels{"job": gone}},
		"by keeps what is there":                      {`sum by (job, pod) (up{job="x"})`, labels{"job": certain, "pod": possible, "instance": gone, "__name__": gone}},
		"by does not bring back":                      {`sum by (job, pod) (sum by (job) (up))`, labels{"pod": gone, "job": possible}},
		"no clause drops all":                         {`max(up{job="x"})`, labels{"job": gone}},
		"without drops the name, too":                 {`sum without (pod) (up{job="x"})`, labels{"pod": gone, "job": certain, "__name__": gone, "instance": possible}},
		"topk keeps all":                              {`topk by (job) (3, up{pod="x"})`, labels{"pod": certain, "__name__": certain, "instance": possible}},
		"count_values adds its label":                 {`count_values("version", build_info)`, labels{"version": certain, "job": gone}},
		"count_values without its own label":          {`count_values without (version) ("version", build_info)`, labels{"version": gone, "job": possible}},
		"a name that a match brings to what drops it": {`a == bool on (job) group_right (__name__) b`, labels{"__name__": possible}},
		"functions drop the name":                     {`rate(x_total{job="x"}[5m])`, labels{"job": certain, "__name__": gone, "pod": possible}},
		"last_over_time keeps the name":               {`last_over_time(x[5m])`, labels{"__name__": certain}},
		"a comparison keeps the name":                 {`up == 0`, labels{"__name__": certain}},
		"bool drops the name":                         {`up == bool 0`, labels{"__name__": gone}},
		"scalars have none":                           {`time() > bool 5`, labels{"job": gone, "__name__": gone}},
		"vector has none":                             {`vector(1)`, labels{"job": gone}},
		"hour of the clock has none":                  {`hour() > 8`, labels{"job": gone}},
		"hour of a series keeps its labels":           {`hour(x{job="x"})`, labels{"job": certain}},
		"absent keeps equality matchers":              {`absent(up{job="x", pod=~"a|b", zone=""})`, labels{"job": certain, "pod": gone, "zone": gone, "__name__": gone}},
		"absent drops what is matched twice":          {`absent(up{job="x", job!="y"})`, labels{"job": gone}},
		"absent of an expression has none":            {`absent(up{job="x"} == 1)`, labels{"job": gone}},
		"absent looks through parentheses":            {`absent((up{job="x"}))`, labels{"job": certain}},
		"absent_over_time of a subquery":              {`absent_over_time(up{job="x"}[5m:1m])`, labels{"job": gone}},
		"histogram_quantile drops le":                 {`histogram_quantile(0.9, sum by (le, job) (rate(x_bucket[5m])))`, labels{"le": gone, "job": possible, "pod": gone}},
		"label_replace sets":                          {`label_replace(up, "dst", "x-$1", "src", "(.*)")`, labels{"dst": certain}},
		"label_replace may set":                       {`label_replace(up, "dst", "$1", "src", "(.+)")`, labels{"dst": possible}},
		"label_replace copies a certain label":        {`label_replace(up{src="x"}, "dst", "$1", "src", "(.*)")`, labels{"dst": certain}},
		"label_replace keeps what it had":             {`label_replace(up{dst="x"}, "dst", "$1", "src", "(.+)")`, labels{"dst": certain}},
		"label_replace may empty a group":             {`label_replace(up{dst="x"}, "dst", "$1", "src", "a(.*)")`, labels{"dst": possible}},
		"label_replace removes":                       {`label_replace(up, "dst", "", "src", ".*")`, labels{"dst": gone}},
		"label_replace of a label that is gone":       {`label_replace(sum(up), "dst", "$1", "src", "(.+)")`, labels{"dst": gone}},
		"label_replace of an empty match":             {`label_replace(vector(1), "dst", "x", "", "")`, labels{"dst": certain}},
		"label_join with a separator":                 {`label_join(up, "dst", "-", "a", "b")`, labels{"dst": certain}},
		"label_join of one label":                     {`label_join(up, "dst", "-", "a")`, labels{"dst": possible}},
		"label_join of nothing":                       {`label_join(up, "dst", "-")`, labels{"dst": gone}},
		"info adds":                                   {`info(sum by (job) (up{job="x"}))`, labels{"job": certain, "version": possible, "__name__": gone}},
		"info adds what is asked for":                 {`info(sum by (job) (up), {version=~".+"})`, labels{"version": possible, "pod": gone}},
		"on keeps its labels":                         {`a{job="x"} / on (job) b`, labels{"job": certain, "pod": gone}},
		"both sides of on agree":                      {`a / on (job) b{job="x"}`, labels{"job": certain}},
		"ignoring drops its labels":                   {`a / ignoring (code) b`, labels{"code": gone, "job": possible}},
		"both sides agree on every label":             {`a / sum by (job) (b)`, labels{"pod": gone, "job": possible}},
		"group_left keeps the left":                   {`a{pod="x"} * on (job) group_left (node) b{node="y", zone="z"}`, labels{"pod": certain, "node": certain, "zone": possible}},
		"group_left brings what the right has":        {`a * on (job) group_left (node) sum by (job) (b)`, labels{"node": gone, "pod": possible}},
		"group_right keeps the right":                 {`sum by (job) (a) * on (job) group_right () b{pod="x"}`, labels{"pod": certain}},
		"and keeps the left":                          {`a{pod="x"} and on (job) b{job="y"}`, labels{"pod": certain, "job": certain, "zone": possible}},
		"and agrees on labels":                        {`a and sum by (job) (b)`, labels{"pod": gone}},
		"unless keeps the left":                       {`a{pod="x"} unless sum by (job) (b)`, labels{"pod": certain, "zone": possible}},
		"or is either":                                {`sum by (job) (a{job="x"}) or sum by (pod) (b{pod="x"})`, labels{"job": possible, "pod": possible, "zone": gone}},
		"fill makes up the match group":               {`a{job="x"} / on (job) fill_left (0) b{job="x", pod="y"}`, labels{"job": certain, "pod": gone}},
		"without a match fill knows less":             {`a / on (job) fill_right (0) b{job="x"}`, labels{"job": possible}},
		"alerts carry their name and state":           {`ALERTS{severity="page"}`, labels{"alertname": certain, "alertstate": certain, "severity": certain, "job": possible}},
		"unary minus drops the name":                  {`-up`, labels{"__name__": gone, "job": possible}},
		"parentheses, offset, @ and subqueries":       {`max_over_time((up{job="x"} offset 5m @ 10)[5m:1m])`, labels{"job": certain, "__name__": gone}},
		"trimming a histogram keeps the name":         {`native </ 5`, labels{"__name__": certain}},
		"scalar forgets":                              {`vector(scalar(up{job="x"}))`, labels{"job": gone}},
		"a match on a label that is never there":      {`a{pod="x"} + sum(b)`, labels{"pod": certain}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			result := infer.Expr(parse(t, test.expr))
			got := labels{}
			for label := range test.want {
				got[label] = result.Label(label).Presence
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.expr, diff)
			}
		})
	}
}

func TestLoss(t *testing.T) {
	tests := map[string]struct{ expr, label, node, message string }{
		"by":                            {`sum by (instance) (x) < 1`, "job", `sum by (instance)`, "only instance is kept here"},
		"by three":                      {`sum by (a, b, c) (x)`, "job", `sum by (a, b, c)`, "only a, b and c are kept here"},
		"no clause":                     {`sum(x)`, "job", `sum`, "sum drops every label"},
		"the innermost wins":            {`max(sum by (a) (x))`, "job", `sum by (a)`, "only a is kept here"},
		"the outermost drops":           {`max(sum by (job) (x))`, "job", `max`, "max drops every label"},
		"by after the arguments":        {`sum(x) by (a) > 1`, "job", `by (a)`, "only a is kept here"},
		"a parameter and a by after":    {`count_values("v", sum by (job) (x)) by (a)`, "job", `by (a)`, "only a and v are kept here"},
		"by in another case":            {`SUM BY (a) (x)`, "job", `SUM BY (a)`, "only a is kept here"},
		"a comment":                     {"sum # (all)\n by (a) (x)", "job", "sum # (all)\n by (a)", "only a is kept here"},
		"modifiers of the operands":     {`a offset -5m - on (pod) group_left () b offset -1m unless c`, "__name__", `- on (pod) group_left ()`, "- drops the metric name"},
		"fill":                          {`a - on (pod) fill (-1) b`, "job", `- on (pod) fill (-1)`, "on (pod) keeps only pod"},
		"a comment before the operator": {"a # / on (x)\n / on (pod) # why\n b", "job", "/ on (pod)", "on (pod) keeps only pod"},
		"without":                       {`sum without (pod, job) (x)`, "job", `sum without (pod, job)`, "without (pod, job) drops it"},
		"on":                            {`a / on (pod) b`, "job", `/ on (pod)`, "on (pod) keeps only pod"},
		"empty on":                      {`a / on () b`, "job", `/ on ()`, "on () keeps no label"},
		"ignoring":                      {`a / ignoring (job) b`, "job", `/ ignoring (job)`, "ignoring (job) drops it"},
		"the other side":                {`a / sum(b)`, "job", `sum`, "sum drops every label, and both sides of / must agree on it"},
		"and":                           {`a and sum by (pod) (b)`, "job", `sum by (pod)`, "only pod is kept here, and both sides of and must agree on it"},
		"group_left":                    {`a * on (pod) group_left (job) sum by (pod) (b)`, "job", `sum by (pod)`, "only pod is kept here"},
		"matcher":                       {`x{job=""}`, "job", `x{job=""}`, `job="" selects only series without job`},
		"absent":                        {`absent(up{job=~"a|b"}) > 0`, "job", `absent(up{job=~"a|b"})`, "absent gives only labels of equality matchers"},
		"absent of more":                {`absent(up{job="a"} > 0)`, "job", `absent(up{job="a"} > 0)`, "absent gives labels only for a selector"},
		"name":                          {`rate(x[5m])`, "__name__", `rate(x[5m])`, "rate drops the metric name"},
		"name by arithmetic":            {`x + 1`, "__name__", `+`, "+ drops the metric name"},
		"le":                            {`histogram_quantile(0.9, x)`, "le", `histogram_quantile(0.9, x)`, "histogram_quantile drops le"},
		"vector":                        {`vector(1) > 0`, "job", `vector(1)`, "vector has no labels"},
		"label_replace":                 {`label_replace(x, "job", "", "job", ".*")`, "job", `label_replace(x, "job", "", "job", ".*")`, "label_replace removes job"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			label := infer.Expr(parse(t, test.expr)).Label(test.label)
			require.Equal(t, infer.Gone, label.Presence)
			require.Nil(t, label.Loss.Rule)
			require.Equal(t, test.message, label.Loss.Message)
			r := label.Loss.Range(test.expr)
			require.Equal(t, test.node, test.expr[r.Start:r.End])
			require.Zero(t, label.Loss.Span())
		})
	}
}

func TestBranches(t *testing.T) {
	tests := map[string]struct {
		expr string
		want []string
	}{
		"none":                    {`a > 1`, []string{`a > 1`}},
		"or":                      {`a or b or c`, []string{`a`, `b`, `c`}},
		"inside":                  {`sum(a or b) > 1`, []string{`a`, `b`}},
		"only the left of an op":  {`(a or b) / (c or d)`, []string{`a`, `b`}},
		"only the left of unless": {`(a or b) unless (c or d)`, []string{`a`, `b`}},
		"filled from either side": {`(a or b) + fill (0) (c or d)`, []string{`a`, `a`, `b`, `b`, `c`, `d`}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, b := range infer.Expr(parse(t, test.expr)).Branches {
				got = append(got, b.Expr.String())
			}
			require.Equal(t, test.want, got)
		})
	}
}

func TestZeroResultKnowsNothing(t *testing.T) {
	require.Equal(t, infer.Label{}, infer.Result{}.Label("job"))
}
