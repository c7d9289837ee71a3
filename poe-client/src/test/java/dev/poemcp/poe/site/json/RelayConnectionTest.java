package dev.poemcp.poe.site.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RelayConnectionTest {
    @Test
    void numericCursor_isFollowedAsText() throws Exception {
        var page = read("{\"hasPreviousPage\":true,\"startCursor\":800000000001}");

        assertEquals("800000000001", page.next());
        assertEquals(List.of("a", "b"), page.items());
    }

    @Test
    void cursorAfterTheLastPage_isIgnored() throws Exception {
        assertNull(read("{\"hasPreviousPage\":false,\"startCursor\":\"x\"}").next());
    }

    private static RelayConnection<String> read(String pageInfo) throws Exception {
        var json = new ObjectMapper()
                .readTree("{\"edges\":[{\"node\":\"a\"},{\"node\":\"b\"}],\"pageInfo\":" + pageInfo + "}");
        return RelayConnection.backward(json, node -> Optional.ofNullable(node.textValue()));
    }
}
