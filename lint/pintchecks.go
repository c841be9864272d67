package lint

//go:generate go test -run ^TestPintPage$ -update .

// pintChecks are the checks of pint, and which of ours find the same or part of it. docs/pint.md is generated from it.
var pintChecks = []struct {
	name  string
	finds string   // what pint's check is about
	ours  []string // none: there is no counterpart yet
}{
	{"alerts/absent", "absent() without a for that survives a missed scrape", nil},
	{"alerts/annotation", "annotations that the configuration demands", nil},
	{"alerts/comparison", "alerts that fire always, for want of a condition", []string{"alerttype"}},
	{"alerts/count", "how often an alert would have fired", nil},
	{"alerts/external_labels", "external labels in templates that the server does not set", nil},
	{"alerts/for", "durations that are wrong or the default", nil},
	{"alerts/template", "templates that do not parse, fail, or print labels that are gone", []string{"template", "templatelabel"}},
	{"group/interval", "groups that are evaluated too rarely", nil},
	{"ignore/file", "files that a comment takes out", nil},
	{"labels/conflict", "labels that are external labels, too", nil},
	{"pint/comment", "comments to pint that it cannot read", nil},
	{"promql/aggregate", "labels that aggregations must keep or drop", nil},
	{"promql/counter", "counters that are read without rate", nil},
	{"promql/features", "functions that the server has not switched on", nil},
	{"promql/fragile", "expressions whose labels change from one evaluation to the next", nil},
	{"promql/impossible", "comparisons and joins that can never match", nil},
	{"promql/nan", "divisions that poison an aggregation", nil},
	{"promql/offset", "offsets beyond the retention of the server", nil},
	{"promql/performance", "expressions that a recording rule already holds", nil},
	{"promql/range_query", "ranges beyond the retention of the server", nil},
	{"promql/rate", "rates over ranges that hold too few samples, or over what is no counter", []string{"shortrange"}},
	{"promql/regexp", "regular expressions that need not be ones", nil},
	{"promql/selector", "labels that selectors must have", nil},
	{"promql/series", "metrics and labels that the server does not know", nil},
	{"promql/syntax", "expressions that are not PromQL", []string{"syntax"}},
	{"promql/vector_matching", "joins whose sides have different labels", nil},
	{"query/cost", "queries that are dear", nil},
	{"rule/dependency", "rules that read what another group or a removed rule records", nil},
	{"rule/duplicate", "rules that are there twice", []string{"duplicate"}},
	{"rule/for", "the least and the longest for that the configuration allows", nil},
	{"rule/label", "labels that the configuration demands", nil},
	{"rule/link", "links that lead nowhere", nil},
	{"rule/name", "names that the configuration does not allow", nil},
	{"rule/owner", "rules without an owner", nil},
	{"rule/reject", "labels and annotations that the configuration forbids", nil},
	{"rule/report", "rules that the configuration wants reported", nil},
	{"yaml/parse", "files that cannot be read", nil},
}
