package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/listtype"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/objectmeta"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	metavalidation "k8s.io/apimachinery/pkg/api/validation"
	"k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apimachinery/pkg/util/validation/field"
	documents "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
)

// check returns how many objects the YAML documents of src are, and why the API server would not take them.
func (all schemas) check(src []byte) (objects int, errs []error) {
	reader := documents.NewYAMLReader(bufio.NewReader(bytes.NewReader(src)))
	for {
		document, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return objects, append(errs, err)
		}
		objects++
		errs = append(errs, all.checkDocument(document)...)
	}
	if objects == 0 {
		errs = append(errs, errors.New("no objects"))
	}
	return objects, errs
}

// checkDocument returns why the API server would not take one YAML document.
func (all schemas) checkDocument(document []byte) (errs []error) {
	text, err := yaml.YAMLToJSONStrict(document)
	if err != nil {
		return []error{err}
	}
	var object map[string]any
	if err := json.Unmarshal(text, &object); err != nil {
		return []error{err}
	}
	s, err := all.of(object)
	if err != nil {
		return []error{err}
	}

	meta, _, unknown, err := objectmeta.GetObjectMetaWithOptions(object, objectmeta.ObjectMetaOptions{ReturnUnknownFieldPaths: true})
	if err != nil {
		return []error{err}
	}
	if meta.Namespace == "" {
		meta.Namespace = "default" // as kubectl fills it in
	}
	found := metavalidation.ValidateObjectMeta(meta, true, metavalidation.NameIsDNSSubdomain, field.NewPath("metadata"))
	found = append(found, validation.ValidateCustomResource(nil, object, s.validator)...)
	found = append(found, listtype.ValidateListSetsAndMaps(nil, s.structural, object)...)
	for _, err := range found {
		errs = append(errs, err)
	}

	unknown = append(unknown, pruning.PruneWithOptions(object, s.structural, true, structuralschema.UnknownFieldPathOptions{TrackUnknownFieldPaths: true})...)
	for _, path := range unknown {
		errs = append(errs, fmt.Errorf("%s: unknown field, which the API server drops", path))
	}
	return errs
}
