package rulegen

import (
	"errors"
	"fmt"
	"maps"

	"github.com/promwright/promwright/rules"
)

// NoRelease is the [PrometheusRule.Release] of an object without a release label.
const NoRelease = "-"

// What one object may hold, in bytes.
const (
	maxApply    = 262_144 // of annotations; kubectl apply keeps the whole object in one
	maxOperator = 524_288 // of rules; the operator skips an object that holds more
)

// PrometheusRule is the [Target] that the Prometheus operator reads: an object of apiVersion monitoring.coreos.com/v1.
//
//	rulegen.PrometheusRule{Name: "node", Namespace: "monitoring", Release: "kube-prometheus-stack"}
type PrometheusRule struct {
	Name        string            // of the object: a DNS name of at most 253 bytes
	Namespace   string            // of the object; empty: the one that it is applied to
	Labels      map[string]string // of the object, beside release
	Annotations map[string]string // of the object

	// Release is the Helm release of kube-prometheus-stack. Unless its values say otherwise, its Prometheus reads the
	// objects whose label release is that name, and no others. NoRelease: the object has no such label.
	Release string

	// Prometheus is the oldest version that the operator runs, as "2.50"; empty: the newest. What the operator
	// would drop without an error is one here, see [RuleFile.Prometheus].
	Prometheus string

	// ServerSide says that the object is applied by kubectl apply --server-side, by Helm, or by whatever else leaves no
	// copy of it in an annotation. It may then hold 524,288 bytes of rules, else 262,144 bytes of JSON.
	ServerSide bool
}

// Format returns "prometheusrule".
func (PrometheusRule) Format() string { return "prometheusrule" }

// Generate returns the object that holds groups, or every reason why Kubernetes, the operator or Prometheus would
// refuse it, joined. One faulty rule makes the operator skip the whole object.
func (p PrometheusRule) Generate(groups []rules.PlainGroup) ([]byte, error) {
	errs := p.validate()
	version, err := parseVersion(p.Prometheus)
	if err != nil {
		errs = append(errs, p.errorf("%v", err))
	}
	groups = tidyGroups(groups)
	if errs = append(errs, validate(p.subject(), groups, version)...); len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	o := object{
		APIVersion: "monitoring.coreos.com/v1",
		Kind:       "PrometheusRule",
		Metadata:   metadata{text(p.Name), text(p.Namespace), texts(p.labels()), texts(p.Annotations)},
		Spec:       newDocument(groups),
	}
	if err := p.checkSize(o); err != nil {
		return nil, err
	}
	return encode(o)
}

// labels returns all labels of the object.
func (p PrometheusRule) labels() map[string]string {
	if p.Release == "" || p.Release == NoRelease {
		return p.Labels
	}
	labels := map[string]string{}
	maps.Copy(labels, p.Labels)
	labels["release"] = p.Release
	return labels
}

// validate returns what is wrong with the object around the rules.
func (p PrometheusRule) validate() (errs []error) {
	if message := checkSubdomain(p.Name); message != "" {
		errs = append(errs, p.errorf("name %q %s", p.Name, message))
	}
	if message := checkDNSLabel(p.Namespace); p.Namespace != "" && message != "" {
		errs = append(errs, p.errorf("namespace %q %s", p.Namespace, message))
	}
	release, labelled := p.Labels["release"]
	switch {
	case p.Release == "" && !labelled:
		errs = append(errs, p.errorf("release is missing: the Prometheus of kube-prometheus-stack reads only objects whose label release names "+
			"its Helm release; set Release to that name, or to rulegen.NoRelease (%q) where rules are selected otherwise", NoRelease))
	case p.Release != "" && labelled && p.Release != release:
		errs = append(errs, p.errorf("release is %q, but label release is %q", p.Release, release))
	}
	for _, key := range sortedKeys(p.labels()) {
		if message := checkQualifiedName(key); message != "" {
			errs = append(errs, p.errorf("label %q %s", key, message))
		}
		if value := p.labels()[key]; checkLabelValue(value) != "" {
			errs = append(errs, p.errorf("value %q of label %s %s", value, key, checkLabelValue(value)))
		}
	}
	for _, key := range sortedKeys(p.Annotations) {
		if message := checkQualifiedName(key); message != "" {
			errs = append(errs, p.errorf("annotation %q %s", key, message))
		}
		if message := checkText(p.Annotations[key]); message != "" {
			errs = append(errs, p.errorf("annotation %s %s", key, message))
		}
	}
	return errs
}

// checkSize returns an error if the object is too large for the way it is applied, or for the operator.
func (p PrometheusRule) checkSize(o object) error {
	spec, err := encode(o.Spec)
	if err != nil {
		return err
	}
	if len(spec) > maxOperator {
		return p.errorf("%d bytes of rules are above %d, the most the operator takes from one object (kubectl apply takes %d); "+
			"write the groups to several objects", len(spec), maxOperator, maxApply)
	}
	size, err := o.applied()
	if err != nil {
		return err
	}
	if size > maxApply && !p.ServerSide {
		return p.errorf("%d bytes of JSON are above %d, the most kubectl apply takes (the operator takes %d); "+
			"write the groups to several objects, or set ServerSide", size, maxApply, maxOperator)
	}
	return nil
}

func (p PrometheusRule) subject() string { return p.Format() + " " + p.Name }

func (p PrometheusRule) errorf(format string, args ...any) error {
	return &Error{Subject: p.subject(), Message: fmt.Sprintf(format, args...)}
}
