package dev.poemcp.poe.site.json;

import static dev.poemcp.poe.site.json.JsonFieldsTest.tree;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.poemcp.poe.Points.Entry;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PointsHistoryReaderTest {
    @Test
    void rows_areReadInOrderWithTheCursor() throws JsonProcessingException {
        var data = tree("""
                {"viewer": {"pointsHistoryConnection": {"edges": [
                  {"node": {"pointCost": 40, "creationTime": 1790000123456789,
                            "bot": {"handle": "Echo-2", "displayName": "Echo 2", "id": "Qm90Ojc="}}},
                  {"node": {"pointCost": "12", "creationTime": "1790000001234567", "bot": {"displayName": "Echo 3"}}}],
                 "pageInfo": {"endCursor": "c2", "hasNextPage": true}}}}
                """);

        var page = PointsHistoryReader.history(data).orElseThrow();

        assertEquals(
                List.of(
                        new Entry(null, Instant.parse("2026-09-21T14:15:23.456789Z"), "Echo-2", 40L, null, null, null),
                        new Entry(null, Instant.parse("2026-09-21T14:13:21.234567Z"), "Echo 3", 12L, null, null, null)),
                page.items());
        assertEquals("c2", page.next());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"pointCost\": null, \"creationTime\": 0, \"bot\": null}",
                "{\"pointCost\": \"many\", \"creationTime\": \"now\", \"bot\": {\"displayName\": \" \"}}",
                "7",
            })
    void unreadableRow_isKeptWithNulls(String row) throws JsonProcessingException {
        var data = tree("{\"viewer\": {\"pointsHistoryConnection\": {\"edges\": [{\"node\": " + row + "}]}}}");

        assertEquals(
                List.of(new Entry(null, null, null, null, null, null, null)),
                PointsHistoryReader.history(data).orElseThrow().items());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"viewer\": null}", "{\"viewer\": {\"pointsHistoryConnection\": {\"edges\": 7}}}"})
    void missingList_isEmpty(String data) throws JsonProcessingException {
        assertTrue(PointsHistoryReader.history(tree(data)).isEmpty());
    }
}
