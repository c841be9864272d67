package rulegen

import (
	"errors"
	"fmt"

	"github.com/promwright/promwright/rules"
)

// HelmValues is the [Target] that the Helm chart kube-prometheus-stack reads: a file of values from which it makes
// PrometheusRules that its Prometheus selects.
//
//	rulegen.HelmValues{Key: "node"} // helm upgrade kps prometheus-community/kube-prometheus-stack --values node.yaml
//
// The chart does not evaluate templates in its values, so those of annotations are written as they are. For a chart of one's
// own there is [HelmTemplate].
type HelmValues struct {
	// Key is what the chart calls the rules, behind the name of the release: at most 36 lowercase letters, digits and -.
	// Of several files of values, each needs a key of its own.
	Key string

	// Chart is the name or alias of kube-prometheus-stack in a chart that depends on it; empty: the values are its own.
	Chart string

	Prometheus string // as of a [RuleFile]
	SplitAt    int    // as of a [PrometheusRule]: groups go on in another key
}

// maxHelmKey is how long a key may be: the chart cuts names at 63, of which the release takes up to 26, and one is a dash.
const maxHelmKey = 63 - 26 - 1

// Format returns "helmvalues".
func (HelmValues) Format() string { return "helmvalues" }

// Generate returns values that hold groups, or every reason why Kubernetes, the operator or Prometheus would refuse what
// the chart makes of them, joined.
func (h HelmValues) Generate(groups []rules.PlainGroup) ([]byte, error) {
	errs := h.validate()
	reader, err := prometheus.at(h.Prometheus)
	if err != nil {
		errs = append(errs, h.errorf("%v", err))
	}
	groups = tidyGroups(groups)
	if errs = append(errs, validate(h.subject(), groups, reader.viaJSON())...); len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	entries, err := h.entries(groups)
	if err != nil {
		return nil, err
	}
	var values any = map[text]any{"additionalPrometheusRulesMap": entries}
	if h.Chart != "" {
		values = map[text]any{text(h.Chart): values}
	}
	return encode(values)
}

// entries returns what stands in the map of the values, each of which becomes one object.
func (h HelmValues) entries(groups []rules.PlainGroup) (map[text]document, error) {
	m := manifest{meta: meta{subject: h.subject()}, kind: "PrometheusRule", put: putSpec, most: operatorMost, serverSide: true}
	parts, err := pack(groups, h.SplitAt, func(groups ...rules.PlainGroup) (int, error) {
		return object{Spec: newDocument(groups)}.applied()
	})
	if err != nil {
		return nil, err
	}
	entries := map[text]document{}
	for i, part := range parts {
		key := numbered(h.Key, i)
		if message := checkHelmKey(key); message != "" {
			return nil, h.errorf("key %q %s", key, message)
		}
		doc := newDocument(part)
		if err := m.checkSize(object{Spec: doc}, part); err != nil {
			return nil, err
		}
		entries[text(key)] = doc
	}
	return entries, nil
}

func (h HelmValues) validate() (errs []error) {
	if message := checkHelmKey(h.Key); message != "" {
		errs = append(errs, h.errorf("key %q %s", h.Key, message))
	}
	if message := checkDNSLabel(h.Chart); h.Chart != "" && message != "" {
		errs = append(errs, h.errorf("chart %q %s", h.Chart, message))
	}
	if h.SplitAt < 0 || h.SplitAt > maxOperator {
		errs = append(errs, h.errorf("SplitAt is %d bytes, want 0 to %d", h.SplitAt, maxOperator))
	}
	return errs
}

// checkHelmKey returns why key is not a key of the values, or "".
func checkHelmKey(key string) string {
	if len(key) > maxHelmKey {
		return fmt.Sprintf("has %d bytes, more than %d: behind a long name of the release, the chart would cut it", len(key), maxHelmKey)
	}
	return checkDNSLabel(key)
}

func (h HelmValues) subject() string { return subject(h.Format(), h.Key) }

func (h HelmValues) errorf(format string, args ...any) error {
	return &Error{Subject: h.subject(), Message: fmt.Sprintf(format, args...)}
}
