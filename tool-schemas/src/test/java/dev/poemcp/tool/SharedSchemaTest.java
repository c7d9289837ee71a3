package dev.poemcp.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.tool.result.ChatResult;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SharedSchemaTest {
    private record Twice(List<ChatResult> chats, @Nullable ChatResult newest) {}

    private record Once(ChatResult chat) {}

    @Test
    void recordInTwoPlaces_isWrittenOnce() {
        ObjectNode schema = Schemas.ofResult(Twice.class);
        assertEquals(1, schema.path("$defs").size(), schema::toString);
        assertTrue(schema.path("properties").path("chats").path("items").has("$ref"), schema::toString);
        assertTrue(schema.path("properties").path("newest").toString().contains("\"null\""), schema::toString);
    }

    @Test
    void recordInOnePlace_isInline() {
        assertEquals(List.of(), Schemas.ofResult(Once.class).findValues("$ref"));
    }
}
