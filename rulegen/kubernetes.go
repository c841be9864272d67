package rulegen

import (
	"fmt"
	"regexp"
	"strings"
)

// What Kubernetes takes as names, see "Object Names and IDs" and "Labels and Selectors" of its documentation.
var (
	dnsLabel   = regexp.MustCompile(`^[a-z0-9]([-a-z0-9]*[a-z0-9])?$`)
	subdomain  = regexp.MustCompile(`^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$`)
	labelValue = regexp.MustCompile(`^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$`)
)

// meta is what the objects of one target have in their metadata.
type meta struct {
	subject         string // of errors
	name, namespace string
	labels          map[string]string
	annotations     map[string]string
}

func (m meta) errorf(format string, args ...any) error {
	return &Error{Subject: m.subject, Message: fmt.Sprintf(format, args...)}
}

// validate returns why Kubernetes would refuse the metadata.
func (m meta) validate() (errs []error) {
	if message := checkSubdomain(m.name); message != "" {
		errs = append(errs, m.errorf("name %q %s", m.name, message))
	}
	if message := checkDNSLabel(m.namespace); m.namespace != "" && message != "" {
		errs = append(errs, m.errorf("namespace %q %s", m.namespace, message))
	}
	for _, key := range sortedKeys(m.labels) {
		if message := checkQualifiedName(key); message != "" {
			errs = append(errs, m.errorf("label %q %s", key, message))
		}
		if value := m.labels[key]; checkLabelValue(value) != "" {
			errs = append(errs, m.errorf("value %q of label %s %s", value, key, checkLabelValue(value)))
		}
	}
	for _, key := range sortedKeys(m.annotations) {
		if message := checkQualifiedName(key); message != "" {
			errs = append(errs, m.errorf("annotation %q %s", key, message))
		}
		if message := checkText(m.annotations[key]); message != "" {
			errs = append(errs, m.errorf("annotation %s %s", key, message))
		}
	}
	return errs
}

// checkSubdomain returns why name is not the name of an object, or "".
func checkSubdomain(name string) string {
	const want = "is not a name of lowercase letters, digits, - and . that begins and ends with a letter or digit"
	return checkName(name, subdomain, 253, want)
}

// checkDNSLabel returns why name is not the name of a namespace, or "".
func checkDNSLabel(name string) string {
	return checkName(name, dnsLabel, 63, "is not a name of lowercase letters, digits and - that begins and ends with a letter or digit")
}

// checkLabelValue returns why value is not the value of a label of an object, or "".
func checkLabelValue(value string) string {
	return checkName(value, labelValue, 63, "is not made of letters, digits, -, _ and ., or does not begin and end with a letter or digit")
}

// checkQualifiedName returns why key is not the key of a label or annotation of an object, or "".
func checkQualifiedName(key string) string {
	name := key
	if prefix, rest, ok := strings.Cut(key, "/"); ok {
		if message := checkSubdomain(prefix); message != "" {
			return fmt.Sprintf("has the prefix %q, which %s", prefix, message)
		}
		name = rest
	}
	if name == "" {
		return "has no name"
	}
	return checkLabelValue(name)
}

// checkName returns why name does not match want or is longer than limit bytes, or "".
func checkName(name string, pattern *regexp.Regexp, limit int, want string) string {
	if len(name) > limit {
		return fmt.Sprintf("has %d bytes, more than %d", len(name), limit)
	}
	if !pattern.MatchString(name) {
		return want
	}
	return ""
}
