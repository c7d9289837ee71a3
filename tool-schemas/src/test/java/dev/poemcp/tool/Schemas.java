package dev.poemcp.tool;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.MemberScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaKeyword;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON Schemas of records. {@code @Nullable} makes an argument optional. In a result it allows {@code null} or, with
 * {@code NON_NULL}, absence. Arguments have no references, because some hosts do not resolve them; a record that a
 * result has in two places is written once, in {@code $defs}.
 */
final class Schemas {
    private static final PropertyNamingStrategies.NamingBase SNAKE_CASE =
            (PropertyNamingStrategies.NamingBase) PropertyNamingStrategies.SNAKE_CASE;

    private Schemas() {}

    static ObjectNode ofArguments(Class<? extends Record> type) {
        SchemaGeneratorConfigBuilder builder = builder().with(Option.INLINE_ALL_SCHEMAS);
        builder.forFields().withNullableCheck(field -> false).withRequiredCheck(field -> !isNullable(field));
        ObjectNode schema = schema(builder, type);
        putIdsAfterAlternatives((ObjectNode) schema.path("properties"));
        return schema;
    }

    static ObjectNode ofResult(Class<? extends Record> type) {
        SchemaGeneratorConfigBuilder builder = builder();
        builder.forFields()
                .withNullableCheck(field -> isNullable(field) && !mayBeAbsent(field))
                .withRequiredCheck(field -> !mayBeAbsent(field));
        return schema(builder, type);
    }

    private static SchemaGeneratorConfigBuilder builder() {
        SchemaGeneratorConfigBuilder builder = new SchemaGeneratorConfigBuilder(
                        SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT)
                .without(Option.SCHEMA_VERSION_INDICATOR)
                .with(new JacksonModule(JacksonOption.FLATTENED_ENUMS_FROM_JSONVALUE))
                .with(new JakartaValidationModule());
        builder.forFields()
                .withPropertyNameOverrideResolver(field ->
                        field.isFakeContainerItemScope() ? null : SNAKE_CASE.translate(field.getDeclaredName()));
        builder.forTypesInGeneral().withPropertySorter(Comparator.comparingInt(Schemas::position));
        // The caller chooses the keys of a map.
        builder.forTypesInGeneral().withTypeAttributeOverride((node, scope, context) -> {
            if (scope.getType().isInstanceOf(Map.class)) {
                node.remove(context.getKeyword(SchemaKeyword.TAG_ADDITIONAL_PROPERTIES));
            }
        });
        return builder;
    }

    private static ObjectNode schema(SchemaGeneratorConfigBuilder builder, Class<? extends Record> type) {
        ObjectNode schema = new SchemaGenerator(builder.build()).generateSchema(type);
        // For an empty record the generator omits the properties.
        if (!schema.has("properties")) {
            schema.putObject("properties");
        }
        return schema;
    }

    /** Callers know the code or handle of a thing better than its number. */
    private static void putIdsAfterAlternatives(ObjectNode properties) {
        List<String> names = new ArrayList<>();
        properties.fieldNames().forEachRemaining(names::add);
        for (String id : List.copyOf(names)) {
            String stem = id.substring(0, id.length() - 2);
            if (id.endsWith("_id")) {
                names.stream()
                        .filter(name -> name.equals(stem + "code") || name.equals(stem + "handle"))
                        .findFirst()
                        .ifPresent(alternative -> {
                            names.remove(id);
                            names.add(names.indexOf(alternative) + 1, id);
                        });
            }
        }
        names.forEach(name -> properties.set(name, properties.remove(name)));
    }

    /** In the record: what callers use most is declared first. */
    private static int position(MemberScope<?, ?> member) {
        return Arrays.stream(member.getDeclaringType().getErasedType().getRecordComponents())
                .map(RecordComponent::getName)
                .toList()
                .indexOf(member.getDeclaredName());
    }

    private static boolean isNullable(FieldScope field) {
        return !field.isFakeContainerItemScope()
                && field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static boolean mayBeAbsent(FieldScope field) {
        JsonInclude include = field.getAnnotation(JsonInclude.class);
        return include != null && include.value() == JsonInclude.Include.NON_NULL;
    }
}
