package config

import (
	"maps"
	"reflect"
	"slices"
	"time"

	"go.yaml.in/yaml/v3"
)

// prometheusKey names the configuration of a Prometheus that settings of the target are read from.
const prometheusKey = "prometheusConfig"

// prometheusInterval is what Prometheus takes for an interval that its configuration does not set.
const prometheusInterval = time.Minute

// prometheusSettings are where a configuration of Prometheus holds the settings of a target.
var prometheusSettings = map[string][]string{
	"scrapeInterval":     {"global", "scrape_interval"},
	"evaluationInterval": {"global", "evaluation_interval"},
	"externalLabels":     {"global", "external_labels"},
	"retention":          {"storage", "tsdb", "retention", "time"},
}

// readPrometheus reads from the configuration of a Prometheus what it says of the target. What it does not set is what
// Prometheus makes of that; the retention may still be set by a flag of Prometheus, and stays unknown.
func (r *reader) readPrometheus(value *yaml.Node, paths []string, into *[]setting) {
	r.open(prometheusKey, value, func(other *reader, root *yaml.Node) {
		unset := Origin{File: other.name, Paths: paths}
		found := map[string]setting{
			"scrapeInterval":     {value: reflect.ValueOf(prometheusInterval), from: unset},
			"evaluationInterval": {value: reflect.ValueOf(prometheusInterval), from: unset},
			"externalLabels":     {value: reflect.ValueOf(map[string]string{}), from: unset},
		}
		for key, path := range prometheusSettings {
			node := other.at(root, path...)
			if node == nil || isNothing(node) {
				continue
			}
			value, _ := targetField(key)
			other.value(node, path[len(path)-1], value)
			if !value.IsZero() { // a duration of 0 is as good as none
				found[key] = setting{value: value, from: other.origin(node, paths)}
			}
		}
		for _, key := range slices.Sorted(maps.Keys(found)) {
			s := found[key]
			s.key = key
			*into = append(*into, s)
		}
	})
}

// at returns what stands at a path of mappings, nil if nothing does.
func (r *reader) at(node *yaml.Node, path ...string) *yaml.Node {
	what := "the configuration"
	for _, name := range path {
		var found *yaml.Node
		r.mapping(node, what, func(key, value *yaml.Node) {
			if key.Value == name {
				found = value
			}
		})
		if found == nil {
			return nil
		}
		node, what = found, name
	}
	return node
}
