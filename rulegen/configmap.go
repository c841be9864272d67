package rulegen

import (
	"errors"
	"fmt"
	"regexp"

	"github.com/promwright/promwright/rules"
)

// ConfigMap is the [Target] for a Prometheus that runs in Kubernetes without the operator: an object whose data has one
// rule file, which the configuration of Prometheus names where the ConfigMap is mounted.
//
//	rulegen.ConfigMap{Name: "prometheus-rules", Namespace: "monitoring", Key: "node.yaml"}
type ConfigMap struct {
	Name        string            // of the object: a DNS name of at most 253 bytes
	Namespace   string            // of the object; empty: the one that it is applied to
	Labels      map[string]string // of the object
	Annotations map[string]string // of the object

	// Key is the name of the rule file: at most 253 letters, digits, -, _ and .; empty: "rules.yaml".
	// Where groups go on in another object, its file has the name of that object in front, as "prometheus-rules-2.rules.yaml":
	// several ConfigMaps may be mounted as one folder.
	Key string

	Prometheus string // as of a [RuleFile]
	SplitAt    int    // as of a [PrometheusRule]
	ServerSide bool   // as of a [PrometheusRule]; the object may then hold 1,048,576 bytes
}

// Format returns "configmap".
func (ConfigMap) Format() string { return "configmap" }

var configMapKey = regexp.MustCompile(`^[-._a-zA-Z0-9]+$`)

// Generate returns the object that holds groups, or several if it would be large, or every reason why Kubernetes or
// Prometheus would refuse it, joined.
func (c ConfigMap) Generate(groups []rules.PlainGroup) ([]byte, error) {
	if c.Key == "" {
		c.Key = "rules.yaml"
	}
	m := manifest{
		meta:       meta{subject(c.Format(), c.Name), c.Name, c.Namespace, c.Labels, c.Annotations},
		apiVersion: "v1",
		kind:       "ConfigMap",
		put:        c.put,
		most:       configMapMost,
		splitAt:    c.SplitAt,
		serverSide: c.ServerSide,
	}
	errs := m.validate()
	if message := checkKey(c.Key); message != "" {
		errs = append(errs, m.errorf("key %q %s", c.Key, message))
	}
	reader, err := prometheus.at(c.Prometheus)
	if err != nil {
		errs = append(errs, m.errorf("%v", err))
	}
	groups = tidyGroups(groups)
	if errs = append(errs, validate(m.subject, groups, reader)...); len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return m.generate(groups)
}

// put makes groups a rule file of the data of an object.
func (c ConfigMap) put(o *object, groups []rules.PlainGroup) error {
	file, err := encode(newDocument(groups))
	if err != nil {
		return err
	}
	key := c.Key
	if string(o.Metadata.Name) != c.Name {
		key = string(o.Metadata.Name) + "." + key
	}
	if message := checkKey(key); message != "" {
		return &Error{Subject: subject(c.Format(), c.Name), Message: fmt.Sprintf("key %q %s", key, message)}
	}
	o.Data = map[text]text{text(key): text(file)}
	return nil
}

// checkKey returns why key is not a key of a ConfigMap, or "".
func checkKey(key string) string {
	if key == "." || key == ".." {
		return "is the name of a folder"
	}
	return checkName(key, configMapKey, 253, "is not made of letters, digits, -, _ and .")
}
