package rulegen

import (
	"bytes"
	"fmt"

	"github.com/promwright/promwright/rules"
)

// What one object may hold, in bytes.
const (
	maxApply     = 262_144   // of annotations; kubectl apply keeps the whole object in one
	maxOperator  = 524_288   // of rules; the operator skips an object that holds more
	maxConfigMap = 1_048_576 // of data; the API server refuses a ConfigMap that holds more
)

// most is how much of what one object holds.
type most struct {
	bytes int
	what  string // what is counted
	whose string // who takes no more
}

var (
	operatorMost  = most{maxOperator, "rules", "the operator"}
	configMapMost = most{maxConfigMap, "data", "the API server"}
)

// manifest is how groups become objects of Kubernetes of one kind: one object, or several if it would be large.
type manifest struct {
	meta
	apiVersion, kind string
	put              func(*object, []rules.PlainGroup) error // puts groups into an object
	most             most
	splitAt          int  // bytes of JSON; 0: 204,800
	serverSide       bool // no annotation has a copy of the object
}

// putSpec makes groups the spec of an object.
func putSpec(o *object, groups []rules.PlainGroup) error {
	o.Spec = newDocument(groups)
	return nil
}

// validate returns what is wrong with the objects around the rules.
func (m manifest) validate() []error {
	errs := m.meta.validate()
	highest := maxApply
	if m.serverSide {
		highest = m.most.bytes
	}
	if m.splitAt < 0 || m.splitAt > highest {
		errs = append(errs, m.errorf("SplitAt is %d bytes, want 0 to %d", m.splitAt, highest))
	}
	return errs
}

// generate returns the objects, as YAML documents.
func (m manifest) generate(groups []rules.PlainGroup) ([]byte, error) {
	parts, err := pack(groups, m.splitAt, func(groups ...rules.PlainGroup) (int, error) {
		o, err := m.object(0, groups)
		if err != nil {
			return 0, err
		}
		return o.applied()
	})
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	for i, part := range parts {
		o, err := m.object(i, part)
		if err != nil {
			return nil, err
		}
		if err := m.checkSize(o, part); err != nil {
			return nil, err
		}
		content, err := encode(o)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			out.WriteString("---\n")
		}
		out.Write(content)
	}
	return out.Bytes(), nil
}

// object returns the object with index i, which holds groups.
func (m manifest) object(i int, groups []rules.PlainGroup) (object, error) {
	name := numbered(m.name, i)
	if message := checkSubdomain(name); message != "" {
		return object{}, m.errorf("name %q %s", name, message)
	}
	o := object{
		APIVersion: text(m.apiVersion),
		Kind:       text(m.kind),
		Metadata:   metadata{text(name), text(m.namespace), texts(m.labels), texts(m.annotations)},
	}
	return o, m.put(&o, groups)
}

// checkSize returns an error if the object is too large for the way it is applied, or for who reads it.
func (m manifest) checkSize(o object, groups []rules.PlainGroup) error {
	fault := Error{Subject: m.subject}
	advice := "; set SplitAt to less"
	if len(groups) == 1 {
		fault = Error{At: groups[0].At, Subject: "group " + groups[0].Name}
		advice = "; a group is not split, for its rules are evaluated in turn: make two of it"
	}
	held, err := o.held()
	if err != nil {
		return err
	}
	if held > m.most.bytes {
		fault.Message = fmt.Sprintf("%d bytes of %s are above %d, the most %s takes in one %s%s", held, m.most.what, m.most.bytes, m.most.whose, m.kind, advice)
		return &fault
	}
	size, err := o.applied()
	if err != nil {
		return err
	}
	if size > maxApply && !m.serverSide {
		fault.Message = fmt.Sprintf("%d bytes of JSON are above %d, the most kubectl apply takes (%s takes %d)%s, or set ServerSide",
			size, maxApply, m.most.whose, m.most.bytes, advice)
		return &fault
	}
	return nil
}
