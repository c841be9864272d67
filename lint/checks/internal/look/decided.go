package look

import "slices"

// Decided tells whether another label of those that series have decides a label, and counts: a pod is on one node.
func Decided(label string, all []string, counts func(string) bool) bool {
	return slices.ContainsFunc(all, func(fine string) bool {
		return fine != label && slices.Contains(decides[fine], label) && counts(fine)
	})
}

// decides are the labels that another label decides, mostly.
var decides = map[string][]string{
	"uid":          {"pod", "namespace", "node"},
	"pod_ip":       {"pod", "namespace", "node"},
	"container_id": {"container", "pod", "namespace", "node", "uid"},
	"pod":          {"node", "host_ip", "pod_ip", "uid", "namespace", "workload", "workload_type", "owner_kind", "owner_name", "created_by_kind", "created_by_name", "instance", "job", "service"},
	"instance":     {"job", "nodename", "node", "namespace", "service", "endpoint", "pod", "container", "hostname", "host"},
	"node":         {"instance", "internal_ip", "provider_id", "kernel_version", "os_image", "role", "job"},
	"namespace":    {"cluster"},
	"datname":      {"datid"},
	"datid":        {"datname"},
	"mountpoint":   {"device"},
	"device":       {"mountpoint"},
}
