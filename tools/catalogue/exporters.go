package main

// exporter is a file of the catalogue.
type exporter struct {
	name   string // of the file
	title  string // what was read, and its version
	read   string // how
	keep   string // a pattern of the names of its own metrics
	drop   string // a pattern of labels that are those of an example
	pages  []page
	served []string // files below observed/, beside that of its own name
	code   []packages
}

const (
	clientGolang = module("github.com/prometheus/client_golang@v1.25.0") // whose types declare metrics
	nodeExporter = module("github.com/prometheus/node_exporter@v1.12.1")
	prometheus   = module("github.com/prometheus/prometheus@v0.316.0")
	alertmanager = module("github.com/prometheus/alertmanager@v0.35.0")
	etcd         = module("go.etcd.io/etcd/server/v3@v3.7.3")
	coreDNS      = module("github.com/coredns/coredns@v1.15.0")
	cAdvisor     = module("github.com/google/cadvisor/lib@v0.60.6")

	operator      = module("github.com/prometheus-operator/prometheus-operator@v0.85.0")
	kubernetes    = module("k8s.io/kubernetes@v1.37.2")
	apiserver     = module("k8s.io/apiserver@v0.37.2")
	componentBase = module("k8s.io/component-base@v0.37.2")
	clientGo      = module("k8s.io/client-go@v0.37.2")
	apiextensions = module("k8s.io/apiextensions-apiserver@v0.37.2")
	aggregator    = module("k8s.io/kube-aggregator@v0.37.2")
)

var exporters = []exporter{
	{
		name: "node_exporter", title: "node_exporter 1.12.1", keep: "^node_",
		read: "read from the pages that its tests keep for each platform, and from its code",
		pages: []page{
			{nodeExporter, "collector/fixtures/e2e-output.txt"},
			{nodeExporter, "collector/fixtures/e2e-64k-page-output.txt"},
			{nodeExporter, "collector/fixtures/e2e-output-darwin.txt"},
			{nodeExporter, "collector/fixtures/e2e-output-freebsd.txt"},
			{nodeExporter, "collector/fixtures/e2e-output-openbsd.txt"},
			{nodeExporter, "collector/fixtures/e2e-output-netbsd.txt"},
		},
		code: []packages{{module: nodeExporter, below: []string{"collector"}, platforms: []string{"linux", "darwin", "freebsd"}}},
	},
	{
		name: "go", title: "client_golang 1.23", keep: "^(go|process|promhttp)_",
		read:   "read from a page that node_exporter served",
		pages:  []page{{nodeExporter, "collector/fixtures/e2e-output.txt"}},
		served: []string{"node_exporter"},
	},
	{
		name: "prometheus", title: "Prometheus 3.16.0", keep: "^prometheus_|^net_conntrack_",
		read: "read from its code",
		code: []packages{{module: prometheus, below: []string{"."}}},
	},
	{
		name: "prometheus-operator", title: "prometheus-operator 0.85.0", keep: "^prometheus_operator_",
		read: "read from its code",
		code: []packages{{module: operator, below: []string{"pkg", "cmd", "internal"}}},
	},
	{
		name: "alertmanager", title: "Alertmanager 0.35.0", keep: "^alertmanager_",
		read: "read from its code",
		code: []packages{{module: alertmanager, below: []string{"."}}},
	},
	{
		name: "etcd", title: "etcd 3.7.3", keep: "^(etcd|os_fd)_",
		read: "read from its code",
		code: []packages{{module: etcd, below: []string{"."}}},
	},
	{
		name: "coredns", title: "CoreDNS 1.15.0", keep: "^coredns_",
		read: "read from its code",
		code: []packages{{module: coreDNS, below: []string{"."}}},
	},
	{
		name: "cadvisor", title: "cAdvisor 0.60.6", keep: "^(container|machine)_",
		read:  "read from pages that its tests keep, and from its code",
		drop:  "^(container_env_|container_label_|zone_name$|app_test_)",
		pages: []page{{cAdvisor, "metrics/testdata/prometheus_metrics"}, {cAdvisor, "metrics/testdata/prometheus_machine_metrics"}},
		code:  []packages{{module: cAdvisor, below: []string{"."}}},
	},
	{
		name: "kubernetes", title: "Kubernetes 1.37.2", keep: "^[a-z]",
		read: "read from the code of its components",
		code: []packages{
			{module: kubernetes, below: []string{"pkg", "cmd", "plugin"}, with: []module{componentBase, apiserver, clientGo}},
			{module: apiserver, below: []string{"."}, with: []module{componentBase}},
			{module: componentBase, below: []string{"."}},
			{module: apiextensions, below: []string{"."}, with: []module{componentBase, apiserver}},
			{module: aggregator, below: []string{"."}, with: []module{componentBase, apiserver}},
		},
	},
	{name: "mysqld_exporter", title: "mysqld_exporter 0.14.0", keep: "^mysql", read: "read from a page that it served"},
	{name: "postgres_exporter", title: "postgres_exporter 0.11.1", keep: "^(pg|postgres)_", read: "read from a page that it served"},
	{name: "redis_exporter", title: "redis_exporter 1.45.0", keep: "^redis_", read: "read from pages that it served"},
	{name: "blackbox_exporter", title: "blackbox_exporter 0.23.0", keep: "^(probe|blackbox)_", read: "read from pages that it served"},
	{name: "scrape", title: "Prometheus 3.16.0", read: "from its documentation"},
	{name: "kube-state-metrics", title: "kube-state-metrics 2.17", read: "from its documentation"},
}
