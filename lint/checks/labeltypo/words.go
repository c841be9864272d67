package labeltypo

import "strings"

// labelWords are labels that many series have, and that many rules set.
var labelWords = strings.Fields(`
	alertname alertstate category cluster component condition consumergroup container container_name controller cronjob
	customer daemonset database datacenter datname deployment destination device endpoint environment
	exported_container exported_endpoint exported_instance exported_job exported_namespace exported_node exported_pod
	exported_service fstype handler horizontalpodautoscaler hostname instance integration interface job_name
	metrics_path method mountpoint namespace nodename operation operator owner_kind owner_name partition persistentvolume
	persistentvolumeclaim phase platform poddisruptionbudget priority product project prometheus provisioner quantile queue
	reason receiver region replicaset resource resourcequota revision schema service severity source state statefulset
	status status_code storageclass subresource target tenant topic version volume workload workload_type`)

// annotationWords are annotations that many alerts have.
var annotationWords = strings.Fields(`
	dashboard dashboard_url description impact message resolution runbook runbook_url severity summary title`)

// others are names that are meant as they are, though they are near to one of the words.
var others = strings.Fields(`
	cluster_name methods stats regions schemas scheme resources sources states targets runbookurl runbookUrl runbookURL
	dashboardurl dashboardUrl dashboardURL summaries descriptions reasons revisions servers server service_name`)

// set returns the names of several lists.
func set(lists ...[]string) map[string]bool {
	all := map[string]bool{}
	for _, list := range lists {
		for _, name := range list {
			all[name] = true
		}
	}
	return all
}
