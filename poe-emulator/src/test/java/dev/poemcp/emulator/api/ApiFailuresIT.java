package dev.poemcp.emulator.api;

import static dev.poemcp.emulator.api.ApiClient.question;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.ApiEndpoint;
import dev.poemcp.emulator.control.ApiFailures.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single endpoints of the official API fail until they are repaired. */
class ApiFailuresIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final String MODELS = "/v1/models";
    private static final String BALANCE = "/usage/current_balance";

    private final PoeEmulator poe = PoeEmulator.start();
    private final ApiClient client = new ApiClient(poe);

    @AfterEach
    void stop() {
        poe.close();
    }

    @ParameterizedTest
    @CsvSource({
        "CHAT_COMPLETIONS, POST, /v1/chat/completions",
        "RESPONSES, POST, /v1/responses",
        "BOT_QUERY, POST, /bot/Echo",
        "WHOAMI, POST, /v1/whoami",
        "MODELS, GET, /v1/models",
        "MODEL, GET, /v1/models/echo",
        "BALANCE, GET, /usage/current_balance",
        "POINTS_HISTORY, GET, /usage/points_history"
    })
    void failingEndpoint_isTheOnlyOneAndCanBeRepaired(ApiEndpoint endpoint, String method, String path)
            throws Exception {
        poe.api().failures().status(endpoint, 502);

        var failed = isPost(method) ? client.post(path, "{}") : client.get(path);
        var otherPath = path.equals(MODELS) ? BALANCE : MODELS;
        var other = client.get(otherPath);
        poe.api().failures().repair(endpoint);
        var repaired = isPost(method) ? client.post(path, "{}") : client.get(path);

        assertEquals(502, failed.statusCode());
        assertTrue(failed.body().contains("upstream_error"), failed.body());
        assertEquals(200, other.statusCode());
        assertFalse(repaired.statusCode() == 502);
        assertEquals(1, poe.requests().count(otherPath.equals(MODELS) ? "apiModels" : "apiBalance"));
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 500})
    void failingModels_leavePointsAndQuestions(int status) throws Exception {
        poe.api().failures().status(ApiEndpoint.MODELS, status);

        assertEquals(status, client.get(MODELS).statusCode());
        assertEquals(status, client.get(MODELS).statusCode());
        assertEquals(200, client.get(BALANCE).statusCode());
        assertEquals(200, client.post(CHAT, question("Echo", "hi", "")).statusCode());
    }

    @Test
    void failingApi_leavesSite() throws Exception {
        poe.api().failures().status(500);

        assertEquals(500, client.get(MODELS).statusCode());
        assertEquals(500, client.get(BALANCE).statusCode());
        assertEquals(500, client.post(CHAT, question("Echo", "hi", "")).statusCode());
        assertEquals(0, poe.apiQueries().size());
        assertEquals(200, client.get("/login").statusCode());
        poe.api().failures().repairAll();
        assertEquals(200, client.get(MODELS).statusCode());
        assertEquals(200, client.get(BALANCE).statusCode());
    }

    @ParameterizedTest
    @CsvSource({"NOT_JSON, '<!doctype html>'", "EMPTY, ''", "OTHER_SHAPE, '{\"result\":{\"version\":2}}'"})
    void otherAnswerOfBalance_hasStatus200(Answer answer, String start) throws Exception {
        poe.api().failures().answer(ApiEndpoint.BALANCE, answer);

        var response = client.get(BALANCE);

        assertEquals(200, response.statusCode());
        assertTrue(response.body().startsWith(start), response.body());
        assertFalse(response.body().contains("balance"));
        assertEquals(answer == Answer.EMPTY, response.body().isEmpty());
        assertEquals(200, client.get(MODELS).statusCode());
        poe.api().failures().repair(ApiEndpoint.BALANCE);
        assertEquals(
                1_000_000, client.getJson(BALANCE).path("current_point_balance").asLong());
    }

    @Test
    void emptyModels_areAListWithoutEntries() throws Exception {
        poe.api().modelsListed(false);

        var empty = client.getJson(MODELS);
        var balance = client.get(BALANCE);
        poe.api().modelsListed(true);

        assertEquals("list", empty.path("object").asText());
        assertTrue(empty.path("data").isArray() && empty.path("data").isEmpty());
        assertEquals(200, balance.statusCode());
        assertFalse(client.getJson(MODELS).path("data").isEmpty());
    }

    @Test
    void revokedKey_isAcceptedAgainAfterRestoring() throws Exception {
        poe.apiKeys().revoke(poe.apiKey());

        var refused = client.get(BALANCE);
        var models = client.get(MODELS);
        poe.apiKeys().restore(poe.apiKey());

        assertEquals(401, refused.statusCode());
        assertEquals(200, models.statusCode(), "it needs no key");
        assertEquals(200, client.get(BALANCE).statusCode());
    }

    @Test
    void expiredKey_isAcceptedAgainAfterRestoring() throws Exception {
        poe.apiKeys().expire(poe.apiKey());

        var refused = client.get(BALANCE);
        poe.apiKeys().restore(poe.apiKey());

        assertEquals(401, refused.statusCode());
        assertEquals(200, client.get(BALANCE).statusCode());
    }

    @Test
    void keyWithoutPoints_getsPaymentRequiredForQuestionsOnly() throws Exception {
        poe.bot("Haiku").says("frog").costs(7);
        poe.ledger().setBalance(0);

        var question = client.post(CHAT, question("Haiku", "hi", ""));
        var balance = client.getJson(BALANCE);
        poe.ledger().setBalance(100);

        assertEquals(402, question.statusCode());
        assertEquals(0, balance.path("current_point_balance").asLong(-1));
        assertEquals(200, client.post(CHAT, question("Haiku", "hi", "")).statusCode());
    }

    private static boolean isPost(String method) {
        return method.equals("POST");
    }
}
