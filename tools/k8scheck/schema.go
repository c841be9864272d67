package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/prometheus-operator/prometheus-operator/pkg/versionutil"
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	v1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"sigs.k8s.io/yaml"
)

// The module whose files have the definitions of what rulegen writes for the operator, and where in it.
const operator = "github.com/prometheus-operator/prometheus-operator"

var crdFiles = []string{
	"example/prometheus-operator-crd/monitoring.coreos.com_prometheusrules.yaml",
	"example/prometheus-operator-crd/monitoring.coreos.com_alertmanagerconfigs.yaml",
}

// The version of the operator is the one that go.mod requires, which needs an import to stay there.
var _ = versionutil.ShouldPrintVersion

// schema is what an API server knows of a custom resource.
type schema struct {
	apiVersion, kind string
	structural       *structuralschema.Structural
	validator        validation.SchemaValidator
}

// schemas are what an API server knows, by apiVersion and kind.
type schemas []*schema

// operatorSchemas returns the schemas of the operator that go.mod requires.
func operatorSchemas() (schemas, error) {
	dir, err := moduleDir(operator)
	if err != nil {
		return nil, err
	}
	var all schemas
	for _, file := range crdFiles {
		src, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			return nil, err
		}
		parsed, err := parseCRD(src)
		if err != nil {
			return nil, err
		}
		all = append(all, parsed)
	}
	return all, nil
}

// of returns the schema of an object, or an error that names those that there are.
func (s schemas) of(object map[string]any) (*schema, error) {
	var known []string
	for _, schema := range s {
		if object["apiVersion"] == schema.apiVersion && object["kind"] == schema.kind {
			return schema, nil
		}
		known = append(known, schema.apiVersion+" and "+schema.kind)
	}
	return nil, fmt.Errorf("apiVersion %v and kind %v, want %s", object["apiVersion"], object["kind"], strings.Join(known, ", or "))
}

// moduleDir returns the folder in the module cache of a module that this program is built with.
func moduleDir(path string) (string, error) {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "", errors.New("the program has no build information")
	}
	for _, module := range info.Deps {
		if module.Path != path {
			continue
		}
		out, err := exec.Command("go", "mod", "download", "-json", path+"@"+module.Version).Output()
		if err != nil {
			return "", fmt.Errorf("go mod download %s@%s: %w: %s", path, module.Version, err, out)
		}
		var download struct{ Dir string }
		if err := json.Unmarshal(out, &download); err != nil {
			return "", fmt.Errorf("go mod download %s@%s: %w", path, module.Version, err)
		}
		return download.Dir, nil
	}
	return "", fmt.Errorf("the program is not built with %s", path)
}

// parseCRD returns the schema of the version that a CustomResourceDefinition stores.
func parseCRD(src []byte) (*schema, error) {
	var crd v1.CustomResourceDefinition
	if err := yaml.UnmarshalStrict(src, &crd); err != nil {
		return nil, err
	}
	for _, version := range crd.Spec.Versions {
		if !version.Storage || version.Schema == nil {
			continue
		}
		var props apiextensions.JSONSchemaProps
		if err := v1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(version.Schema.OpenAPIV3Schema, &props, nil); err != nil {
			return nil, err
		}
		structural, err := structuralschema.NewStructural(&props)
		if err != nil {
			return nil, err
		}
		validator, _, err := validation.NewSchemaValidator(&props)
		if err != nil {
			return nil, err
		}
		return &schema{crd.Spec.Group + "/" + version.Name, crd.Spec.Names.Kind, structural, validator}, nil
	}
	return nil, fmt.Errorf("definition %s has no stored version with a schema", crd.Name)
}
