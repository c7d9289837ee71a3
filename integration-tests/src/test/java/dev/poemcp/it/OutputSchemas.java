package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.HashMap;
import java.util.Map;

/** Validates results against the output schemas that the server lists. */
final class OutputSchemas {
    private final Map<String, Schema> byTool = new HashMap<>();

    private OutputSchemas() {}

    static OutputSchemas listedBy(HostSession host) {
        var schemas = new OutputSchemas();
        var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        for (JsonNode tool : host.list("tools/list", "tools")) {
            schemas.byTool.put(tool.path("name").asText(), registry.getSchema(tool.path("outputSchema")));
        }
        return schemas;
    }

    /** Fails if the result's structured content is missing or violates the tool's output schema. */
    void assertValid(String tool, ToolOutcome outcome) {
        Schema schema = byTool.get(tool);
        if (schema == null) {
            throw new AssertionError(tool + " is not listed");
        }
        var errors = schema.validate(outcome.structured());
        assertTrue(errors.isEmpty(), () -> tool + ": " + errors + " in " + outcome.structured());
    }
}
