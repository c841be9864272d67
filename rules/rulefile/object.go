package rulefile

import "go.yaml.in/yaml/v3"

// Object is what a Kubernetes object says of itself, as it is written. What it does not say, or not as text, is absent.
type Object struct {
	APIVersion, Kind              Scalar
	Name, GenerateName, Namespace Scalar // of its metadata, as the next two
	Labels, Annotations           Map
}

// describe returns what an object says of itself; nil where it says neither what it is nor what it is called.
func (r *reader) describe(it item) *Object {
	o := &Object{APIVersion: r.scalarOf(it, "apiVersion"), Kind: r.scalarOf(it, "kind")}
	metadata, ok := r.lookup(it, "metadata")
	if !o.APIVersion.Present() && !o.Kind.Present() && !ok {
		return nil
	}
	if metadata.Node == nil || metadata.Kind != yaml.MappingNode {
		return o
	}
	o.Name, o.GenerateName, o.Namespace = r.scalarOf(metadata, "name"), r.scalarOf(metadata, "generateName"), r.scalarOf(metadata, "namespace")
	o.Labels, o.Annotations = r.texts(metadata, "labels"), r.texts(metadata, "annotations")
	return o
}

// scalarOf returns the text of a key of a mapping.
func (r *reader) scalarOf(it item, key string) Scalar {
	v, ok := r.lookup(it, key)
	if !ok || v.Kind != yaml.ScalarNode || v.null() {
		return Scalar{}
	}
	return r.scalar(v)
}

// texts returns the mapping of text to text that a key of a mapping has.
func (r *reader) texts(it item, key string) Map {
	v, ok := r.lookup(it, key)
	if !ok || v.Kind != yaml.MappingNode {
		return nil
	}
	var m Map
	for i := 0; i+1 < len(v.Content) && r.aliased <= maxAliased; i += 2 {
		k, value := r.child(v, v.Content[i]), r.child(v, v.Content[i+1])
		if k.Kind == yaml.ScalarNode && value.Kind == yaml.ScalarNode && !isMerge(k) && !value.null() {
			m = append(m, Pair{Key: r.scalar(k), Value: r.scalar(value)})
		}
	}
	return m
}
