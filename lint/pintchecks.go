package lint

//go:generate go test -run ^TestPintPage$ -update .

// pintChecks are the checks of pint, and which of ours find the same or part of it. docs/pint.md is generated from it.
var pintChecks = []struct {
	name  string
	finds string   // what pint's check is about
	ours  []string // none: there is no counterpart yet
}{
	{"alerts/absent", "absent() without a for that survives a missed scrape", []string{"absentfor"}},
	{"alerts/annotation", "annotations that the configuration demands", []string{"required"}},
	{"alerts/comparison", "alerts that fire always, for want of a condition", []string{"alerttype", "always", "boolalert"}},
	{"alerts/count", "how often an alert would have fired", nil},
	{"alerts/external_labels", "external labels in templates that the server does not set", nil},
	{"alerts/for", "durations that are wrong or the default", []string{"shortfor"}},
	{"alerts/template", "templates that do not parse, fail, or print labels that are gone", []string{"humanize", "template", "templatelabel", "valuelabel", "valueunit"}},
	{"group/interval", "groups that are evaluated too rarely", []string{"slowgroup"}},
	{"ignore/file", "files that a comment takes out", nil},
	{"labels/conflict", "labels that are external labels, too", nil},
	{"pint/comment", "comments to pint that it cannot read", nil},
	{"promql/aggregate", "labels that aggregations must keep or drop", nil},
	{"promql/counter", "counters that are read without rate", []string{"rawcounter"}},
	{"promql/features", "functions that the server has not switched on", []string{"experimental", "version"}},
	{"promql/fragile", "expressions whose labels change from one evaluation to the next", []string{"fleeting"}},
	{"promql/impossible", "comparisons and joins that can never match", []string{"contradiction", "gonelabel", "impossible", "joins"}},
	{"promql/nan", "divisions that poison an aggregation", []string{"zerodivision"}},
	{"promql/offset", "offsets beyond the retention of the server", []string{"retention"}},
	{"promql/performance", "expressions that a recording rule already holds", nil},
	{"promql/range_query", "ranges beyond the retention of the server", []string{"retention"}},
	{"promql/rate", "rates over ranges that hold too few samples, or over what is no counter", []string{"shortrange", "ratetype", "ratesum"}},
	{"promql/regexp", "regular expressions that need not be ones", []string{"anchor", "dotliteral", "emptyalternative", "glob", "regexp"}},
	{"promql/selector", "labels that selectors must have", nil},
	{"promql/series", "metrics and labels that the server does not know", []string{"labeltypo", "labelvalue", "unknownalert", "unrecorded"}},
	{"promql/syntax", "expressions that are not PromQL", []string{"syntax"}},
	{"promql/vector_matching", "joins whose sides have different labels", []string{"joins"}},
	{"query/cost", "queries that are dear", nil},
	{"rule/dependency", "rules that read what another group or a removed rule records", []string{"order", "unrecorded"}},
	{"rule/duplicate", "rules that are there twice", []string{"conflict", "duplicate"}},
	{"rule/for", "the least and the longest for that the configuration allows", nil},
	{"rule/label", "labels that the configuration demands", []string{"required", "severity"}},
	{"rule/link", "links that lead nowhere", []string{"link"}},
	{"rule/name", "names that the configuration does not allow", []string{"alertname"}},
	{"rule/owner", "rules without an owner", nil},
	{"rule/reject", "labels and annotations that the configuration forbids", nil},
	{"rule/report", "rules that the configuration wants reported", nil},
	{"yaml/parse", "files that cannot be read", nil},
}
