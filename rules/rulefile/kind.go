package rulefile

// Kind is what a document is, in the words in which people are told.
type Kind string

// The kinds of documents. Of [Other] documents nothing is read.
const (
	RuleFile       Kind = "rule file"         // of Prometheus: what every plain rule file is that shows nothing else
	Thanos         Kind = "Thanos rule file"  // has partial_response_strategy
	Mimir          Kind = "Mimir rule file"   // has namespace, source_tenants or another field of Mimir or Cortex
	VMAlert        Kind = "vmalert rule file" // has type, concurrency or another field of vmalert
	Loki           Kind = "Loki rule file"    // its expressions are LogQL
	PrometheusRule Kind = "PrometheusRule"    // of the Prometheus operator
	VMRule         Kind = "VMRule"            // of the VictoriaMetrics operator
	Rules          Kind = "Rules"             // of Google Managed Prometheus, as the next two
	ClusterRules   Kind = "ClusterRules"      //
	GlobalRules    Kind = "GlobalRules"       //
	ConfigMap      Kind = "ConfigMap"         // that holds rule files; each is a document of its own
	Secret         Kind = "Secret"            // that holds rule files; each is a document of its own
	HelmValues     Kind = "Helm values"       // groups at any depth, and so in a HelmRelease or another object
	List           Kind = "List"              // of objects
	Other          Kind = ""                  //
)

// String returns what a person calls the kind.
func (k Kind) String() string {
	if k == Other {
		return "other document"
	}
	return string(k)
}
