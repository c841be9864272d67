package labelvalue

import (
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"

	"github.com/promwright/promwright/internal/nearest"
	"github.com/promwright/promwright/rules/metrics"
)

// facts is what is known of the values of labels of a metric, by label; nil if nothing is.
type facts map[string]fact

// fact is what is known of the values of a label.
type fact struct {
	values []string
	closed bool // there are no others
}

// factsOf returns what is known of a metric.
func factsOf(db *metrics.DB, metric string) facts {
	if metric == "" || strings.Contains(metric, ":") {
		return nil // recorded elsewhere: what its labels mean, somebody else decides
	}
	var f facts
	set := func(label string, values fact) {
		if f == nil {
			f = facts{}
		}
		f[label] = values
	}
	for label, values := range usual[metric] {
		set(label, fact{values: values})
	}
	for _, label := range db.Series(metric).Labels {
		if len(label.Values) > 0 {
			set(label.Name, fact{label.Values, true})
		}
	}
	return f
}

// refute tells whether what is asked for is no value of the label, with a hint at what is, and if it is known what was meant.
// Where there may be other values, one is only wrong if it is nearly a known one.
func (f fact) refute(asked value) (hint, meant string, wrong bool) {
	if slices.ContainsFunc(f.values, asked.matches) {
		return "", "", false
	}
	if asked.pattern == nil {
		meant = f.nearest(asked.text)
	}
	switch {
	case meant != "":
		return "did you mean " + meant + "?", meant, true
	case f.closed:
		return "it is one of " + strings.Join(f.values, ", "), "", true
	}
	return "", "", false
}

// nearest returns the value that was probably meant by a text; "" if that is not sure enough.
func (f fact) nearest(text string) string {
	if f.closed {
		return nearest.Name(text, f.values)
	}
	if i := slices.IndexFunc(f.values, func(known string) bool { return isNear(text, known) }); i >= 0 {
		return f.values[i]
	}
	return ""
}

// isNear reports whether a value differs from a known one in case or in one letter, or in two of a long one.
func isNear(text, known string) bool {
	distance := levenshtein.ComputeDistance(strings.ToLower(text), strings.ToLower(known))
	return distance == 0 || distance == 1 && len(known) >= 5 || distance == 2 && len(known) >= 10
}

var (
	waiting    = map[string][]string{"reason": {"ContainerCreating", "CrashLoopBackOff", "CreateContainerConfigError", "CreateContainerError", "ErrImagePull", "ImagePullBackOff", "InvalidImageName", "PodInitializing"}}
	terminated = map[string][]string{"reason": {"Completed", "ContainerCannotRun", "ContainerStatusUnknown", "DeadlineExceeded", "Error", "Evicted", "OOMKilled", "StartError"}}
	resources  = map[string][]string{"resource": {"cpu", "ephemeral_storage", "memory"}, "unit": {"byte", "core", "integer"}}
)

// usual has the values that labels of metrics usually have, and others may be added to: what Kubernetes says of pods and nodes.
var usual = map[string]map[string][]string{
	"kube_pod_container_status_waiting_reason":              waiting,
	"kube_pod_init_container_status_waiting_reason":         waiting,
	"kube_pod_container_status_terminated_reason":           terminated,
	"kube_pod_init_container_status_terminated_reason":      terminated,
	"kube_pod_container_status_last_terminated_reason":      terminated,
	"kube_pod_init_container_status_last_terminated_reason": terminated,
	"kube_pod_status_reason":                                {"reason": {"Evicted", "NodeAffinity", "NodeLost", "Shutdown", "UnexpectedAdmissionError"}},
	"kube_job_status_failed":                                {"reason": {"BackoffLimitExceeded", "DeadlineExceeded", "Evicted"}},
	"kube_node_status_condition":                            {"condition": {"DiskPressure", "MemoryPressure", "NetworkUnavailable", "PIDPressure", "Ready"}},
	"kube_deployment_status_condition":                      {"condition": {"Available", "Progressing", "ReplicaFailure"}},
	"kube_pod_container_resource_requests":                  resources,
	"kube_pod_container_resource_limits":                    resources,
	"kube_node_status_capacity":                             resources,
	"kube_node_status_allocatable":                          resources,
}
