package dev.poemcp.poe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Points;
import dev.poemcp.poe.Via;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageIT {
    private final ApiServer server = new ApiServer();
    private final ApiHttp http = new ApiHttp(server.config(), Clock.systemUTC());
    private final ApiPoints points = new ApiPoints(http);

    @AfterEach
    void close() {
        http.close();
        server.close();
    }

    @Test
    void balance_isRead() {
        server.onJson("/usage/current_balance", 200, "{\"current_point_balance\":90500,\"email\":\"a@b.example\"}");

        assertEquals(new Points.Balance(90_500, Via.API), points.balance());
    }

    @Test
    void balanceWithoutNumber_isUnexpected() {
        server.onJson("/usage/current_balance", 200, "{\"current_point_balance\":null}");

        var failed = assertThrows(PoeException.class, points::balance);

        assertInstanceOf(PoeFailure.UnexpectedResponse.class, failed.failure());
    }

    @Test
    void history_isPagedByLastQueryId() {
        server.onJson("/usage/points_history", 200, """
                {"has_more":true,"length":2,"data":[
                 {"query_id":"q0","bot_name":"Example","creation_time":1790000000123456,"usage_type":"API",
                  "cost_points":40,"cost_usd":"0.0012","cost_breakdown_in_points":{}},
                 {"query_id":"q 1","usage_type":"Chat","chat_name":"Trip","creation_time":"soon"}]}""");

        var page = points.history(2, "q/9").entries();

        assertEquals(
                "/usage/points_history?limit=2&starting_after=q%2F9",
                server.asked.get(0).uri());
        assertEquals("q 1", page.nextCursor());
        assertEquals(
                List.of(
                        new Points.Entry(
                                "q0",
                                Instant.parse("2026-09-21T14:13:20.123456Z"),
                                "Example",
                                40L,
                                "0.0012",
                                "API",
                                null),
                        new Points.Entry("q 1", null, null, null, null, "Chat", "Trip")),
                page.items());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"has_more\":true,\"data\":[]}", "{\"has_more\":false,\"data\":[{\"query_id\":\"q\"}]}"})
    void lastPage_hasNoCursor(String body) {
        server.onJson("/usage/points_history", 200, body);

        assertNull(points.history(20, null).entries().nextCursor());
        assertEquals("/usage/points_history?limit=20", server.asked.get(0).uri());
    }

    @Test
    void whoAmI_isAskedByPostWithoutBody() {
        server.onJson("/v1/whoami", 200, "{\"user_id\":4711,\"handle\":\"ada\",\"name\":\"Ada Example\"}");

        assertEquals(new WhoAmI("ada", "Ada Example"), WhoAmI.ask(http));
        assertEquals("POST", server.asked.get(0).method());
        assertEquals("", server.asked.get(0).body());
    }

    @Test
    void refusedKey_isAuthExpiredByApi() {
        server.onJson("/v1/whoami", 401, "{\"error\":{\"message\":\"no\",\"code\":\"invalid_api_key\"}}");

        var failed = assertThrows(PoeException.class, () -> WhoAmI.ask(http));

        assertEquals(
                Via.API,
                assertInstanceOf(PoeFailure.AuthExpired.class, failed.failure()).via());
    }
}
