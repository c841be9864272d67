package promtool

import (
	"errors"
	"math"
	"strconv"
	"time"

	"github.com/prometheus/common/model"
	"go.yaml.in/yaml/v3"
)

// text reads a string. Numbers and booleans are strings too, as they are written.
func (r *reader) text(n *yaml.Node, what string) string {
	n = r.resolve(n)
	switch {
	case isNull(n):
		return ""
	case n.Kind != yaml.ScalarNode:
		r.fail(n, "%s must be a string, not %s", what, kindOf(n))
		return ""
	case n.Tag == "!!binary":
		var s string
		if err := n.Decode(&s); err != nil {
			r.fail(n, "%s: %v", what, err)
		}
		return s
	}
	return n.Value
}

// stringMap reads a mapping of strings: labels, annotations.
func (r *reader) stringMap(n *yaml.Node, what string) map[string]string {
	n = r.resolve(n)
	if isNull(n) {
		return nil
	}
	if n.Kind != yaml.MappingNode {
		r.fail(n, "%s must be a mapping, not %s", what, kindOf(n))
		return nil
	}
	m := map[string]string{}
	r.pairs(n, what, func(key, value *yaml.Node) { m[key.Value] = r.text(value, what+" "+key.Value) })
	return m
}

// duration reads a Prometheus duration: 30s, 1h30m, 0.
func (r *reader) duration(n *yaml.Node, what string) time.Duration {
	s := r.text(n, what)
	if n = r.resolve(n); isNull(n) || n.Kind != yaml.ScalarNode {
		return 0
	}
	d, err := model.ParseDuration(s)
	if err != nil {
		r.fail(n, "%s %q is not a duration such as 30s, 5m or 1h30m", what, s)
	}
	return time.Duration(d)
}

// float reads a number.
func (r *reader) float(n *yaml.Node, what string) float64 {
	var v float64
	n = r.resolve(n)
	if n.Kind != yaml.ScalarNode {
		r.fail(n, "%s must be a number, not %s", what, kindOf(n))
	} else if err := n.Decode(&v); err != nil && !isNull(n) {
		r.fail(n, "%s %q is not a number such as 1, 2.5e-3, .inf or .nan", what, n.Value)
	}
	return v
}

// boolean reads true or false.
func (r *reader) boolean(n *yaml.Node, what string) bool {
	var v bool
	n = r.resolve(n)
	if err := n.Decode(&v); err != nil && !isNull(n) {
		r.fail(n, "%s must be true or false", what)
	}
	return v
}

var errTime = errors.New("not a time")

// parseTime reads a point in time: seconds since 1970, or RFC 3339.
func parseTime(s string) (time.Time, error) {
	if seconds, err := strconv.ParseFloat(s, 64); err == nil && math.Abs(seconds) < 1<<50 {
		whole := int64(seconds)
		return time.Unix(whole, int64((seconds-float64(whole))*1e9)).UTC(), nil
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return time.Time{}, errTime
	}
	return t, nil
}
