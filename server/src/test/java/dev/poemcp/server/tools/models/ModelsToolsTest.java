package dev.poemcp.server.tools.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.when;

import dev.poemcp.poe.Model;
import dev.poemcp.poe.Page;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Points;
import dev.poemcp.poe.Via;
import dev.poemcp.server.tools.HandlerFixture;
import dev.poemcp.tool.ErrorCode;
import dev.poemcp.tool.models.GetPointsBalance;
import dev.poemcp.tool.models.GetUsageHistory;
import dev.poemcp.tool.models.ListModels;
import dev.poemcp.tool.result.ModelResult;
import dev.poemcp.tool.result.ReplyResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelsToolsTest {
    private static final Model WRITER = new Model(
            "writer-4",
            "Writer 4 Turbo",
            "Quill",
            "Writes novels.",
            List.of("text", "image"),
            List.of("text"),
            200_000L,
            8_000L,
            new Model.Pricing("0.000001", "0.000005", null, null, "0.0000001", null),
            Instant.parse("2026-08-01T12:00:00Z"),
            null,
            List.of());
    private static final Model PAINTER = model("painter", "Easel", "Paints with words.", List.of("text"), "image");
    private static final Model BARE = model("bare", null, null, List.of(), null);

    private final HandlerFixture poe = new HandlerFixture();

    @AfterEach
    void close() {
        poe.close();
    }

    private static Model model(
            String id, @Nullable String owner, @Nullable String text, List<String> inputs, @Nullable String output) {
        return new Model(
                id,
                null,
                owner,
                text,
                inputs,
                output == null ? List.of() : List.of(output),
                null,
                null,
                null,
                null,
                null,
                List.of());
    }

    private List<String> found(Object... arguments) {
        return poe.call(ListModels.DEFINITION, arguments).models().stream()
                .map(ModelResult::id)
                .toList();
    }

    @Test
    void model_hasItsFactsAndNullForUnknownOnes() {
        when(poe.models.all()).thenReturn(List.of(WRITER, BARE));

        var json = HandlerFixture.json(poe.call(ListModels.DEFINITION));

        assertEquals("""
                {"id":"writer-4","owned_by":"Quill","description":"Writes novels.","input_modalities":["text","image"],\
                "output_modalities":["text"],"context_window":200000,"pricing":{"prompt":"0.000001",\
                "completion":"0.000005","image":null,"request":null,"input_cache_read":"0.0000001",\
                "input_cache_write":null},"created":"2026-08-01T12:00:00Z"}""", json.path("models").path(0).toString());
        assertEquals("""
                {"id":"bare","owned_by":null,"description":null,"input_modalities":[],"output_modalities":[],\
                "context_window":null,"pricing":null,"created":null}""", json.path("models").path(1).toString());
        assertTrue(json.path("next_cursor").isNull());
    }

    @ParameterizedTest
    @CsvSource({
        "query, WRITER-, writer-4",
        "query, turbo, writer-4",
        "query, ' novels writer ', writer-4",
        "query, easel, painter",
        "query, words, painter",
        "query, novels easel,",
        "owned_by, quill, writer-4",
        "owned_by, qui,",
        "modality, Image, 'writer-4,painter'",
        "modality, text, 'writer-4,painter'",
        "modality, video,",
    })
    void filter_findsModels(String argument, String value, @Nullable String ids) {
        when(poe.models.all()).thenReturn(List.of(WRITER, PAINTER, BARE));

        assertEquals(ids == null ? List.of() : List.of(ids.split(",")), found(argument, value));
    }

    @Test
    void filters_applyTogether() {
        when(poe.models.all()).thenReturn(List.of(WRITER, PAINTER));

        assertEquals(List.of("painter"), found("query", "w", "modality", "image", "owned_by", "Easel"));
    }

    @Test
    void pages_joinToTheWholeList() {
        var all = IntStream.range(0, 45).mapToObj(i -> "m" + i).toList();
        when(poe.models.all()).thenReturn(models(all));

        var ids = new ArrayList<String>();
        String cursor = null;
        do {
            var page = cursor == null
                    ? poe.call(ListModels.DEFINITION, "query", "m")
                    : poe.call(ListModels.DEFINITION, "query", "m", "cursor", cursor);
            page.models().forEach(model -> ids.add(model.id()));
            cursor = page.nextCursor();
        } while (cursor != null);

        assertEquals(all, ids);
    }

    @Test
    void refreshedCatalogue_continuesAfterTheLastModel() {
        when(poe.models.all()).thenReturn(models(List.of("a", "b", "c", "d")));
        var cursor = poe.call(ListModels.DEFINITION, "count", 2).nextCursor();
        assertNotNull(cursor);

        when(poe.models.all()).thenReturn(models(List.of("new", "a", "b", "c", "d")));
        assertEquals(List.of("c", "d"), found("cursor", cursor), "one was added before");
        when(poe.models.all()).thenReturn(models(List.of("a", "c", "d")));
        assertEquals(List.of("d"), found("cursor", cursor), "the last one is gone: as many are skipped");
        when(poe.models.all()).thenReturn(models(List.of("z")));
        assertEquals(List.of(), found("cursor", cursor), "fewer are left than were seen");
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "bW9kZWxz", "Y2hhdHMgMSBh"})
    void foreignCursor_isRejected(String cursor) {
        when(poe.models.all()).thenReturn(List.of(WRITER));

        poe.refusal(ErrorCode.INVALID_ARGUMENT, ListModels.DEFINITION, "cursor", cursor);
    }

    @Test
    void cursorWithHugeNumber_isRejected() {
        when(poe.models.all()).thenReturn(List.of(WRITER));
        var cursor = Base64.getUrlEncoder().encodeToString("models 99999999999 a".getBytes(StandardCharsets.UTF_8));

        poe.refusal(ErrorCode.INVALID_ARGUMENT, ListModels.DEFINITION, "cursor", cursor);
    }

    @Test
    void longDescriptions_areShortenedAndThePageFits() {
        var long100 = IntStream.range(0, 100)
                .mapToObj(i -> model("m" + i, "o", "d\n".repeat(5_000), List.of("text"), "text"))
                .toList();
        when(poe.models.all()).thenReturn(long100);

        var result = poe.call(ListModels.DEFINITION, "count", 100);

        assertTrue(HandlerFixture.json(result).toString().length() < 30_000);
        assertTrue(result.models().size() < 100);
        assertEquals(
                "m" + result.models().size(),
                found("cursor", String.valueOf(result.nextCursor())).get(0));
    }

    @Test
    void balance_saysItsSource() {
        when(poe.pointsHistory.balance())
                .thenReturn(new Points.Balance(1500, Via.API), new Points.Balance(7, Via.ACCOUNT));

        assertEquals(new GetPointsBalance.Result(1500, ReplyResult.Via.API), poe.call(GetPointsBalance.DEFINITION));
        assertEquals(
                "{\"balance\":7,\"source\":\"account\"}",
                HandlerFixture.json(poe.call(GetPointsBalance.DEFINITION)).toString());
    }

    @Test
    void history_hasNullWhereTheSourceDoesNotTell() {
        var full = new Points.Entry(
                "q1", Instant.parse("2026-08-01T12:00:00.5Z"), "Echo", 40L, "0.0012", "API", "Trip plan");
        var bare = new Points.Entry(null, null, null, null, null, null, null);
        when(poe.pointsHistory.history(2, "c"))
                .thenReturn(new Points.History(new Page<>(List.of(full, bare), "next"), Via.ACCOUNT));

        var json = HandlerFixture.json(poe.call(GetUsageHistory.DEFINITION, "count", 2, "cursor", "c"));

        assertEquals("""
                {"entries":[{"query_id":"q1","time":"2026-08-01T12:00:00.500Z","bot":"Echo","points":40,\
                "cost_usd":"0.0012","usage_type":"API","chat_name":"Trip plan"},{"query_id":null,"time":null,"bot":null,\
                "points":null,"cost_usd":null,"usage_type":null,"chat_name":null}],"next_cursor":"next","source":"account"}""", json.toString());
    }

    @Test
    void historyTooLongForAResult_isReadWithFewerEntries() {
        var entry = new Points.Entry("q", null, "Echo", 1L, null, null, "c".repeat(1_000));
        when(poe.pointsHistory.history(anyInt(), any())).thenAnswer(call -> {
            int count = call.getArgument(0);
            return new Points.History(new Page<>(Collections.nCopies(count, entry), "after " + count), Via.API);
        });

        var result = poe.call(GetUsageHistory.DEFINITION, "count", 100);

        assertEquals("after " + result.entries().size(), result.nextCursor());
        assertTrue(result.entries().size() < 30);
    }

    @Test
    void missingCredentials_failAsNotConfigured() {
        var missing = new PoeFailure.NotConfigured("Nothing is configured.", "POE_API_KEY");
        when(poe.pointsHistory.balance()).thenThrow(new PoeException(missing));

        assertEquals(missing, poe.failure(GetPointsBalance.DEFINITION));
        when(poe.models.all()).thenReturn(List.of(BARE));
        assertNull(poe.call(ListModels.DEFINITION).nextCursor(), "the catalogue needs none");
    }

    private static List<Model> models(List<String> ids) {
        return ids.stream().map(id -> model(id, null, null, List.of(), null)).toList();
    }
}
