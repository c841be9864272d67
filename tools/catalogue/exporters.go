package main

// exporter is a file of the catalogue.
type exporter struct {
	name   string // of the file
	title  string // what was read, and its version
	read   string // how
	keep   string // a pattern of the names of its own metrics
	pages  []page
	served []string // files below observed/, beside that of its own name
	code   []packages
}

const (
	nodeExporter = module("github.com/prometheus/node_exporter@v1.12.1")
	prometheus   = module("github.com/prometheus/prometheus@v0.316.0")
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
	{name: "scrape", title: "Prometheus 3.16.0", read: "from its documentation"},
	{name: "blackbox_exporter", title: "blackbox_exporter 0.27", read: "from its documentation"},
	{name: "cadvisor", title: "cAdvisor 0.52", read: "from its documentation"},
	{name: "kube-state-metrics", title: "kube-state-metrics 2.17", read: "from its documentation"},
}
