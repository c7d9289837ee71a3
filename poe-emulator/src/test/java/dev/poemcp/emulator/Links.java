package dev.poemcp.emulator;

import static dev.poemcp.emulator.RawClient.JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Tries every link to the emulator from the position of a client that knew the site before something broke. */
final class Links {
    private static final String PAGE_SEED = "(?s).*\\bwindow\\.\\w+\\(\"([0-9a-f]{64})\"\\).*";

    private static final String VIEWER = "0c9cbf7513f7af97f419eec1ca6d848fa6425d2715e03318110a41f9a08fb0b6";

    private final PoeEmulator poe;
    private final RawClient client;
    private final JsonNode oldChannel;
    private final String oldSeed;
    private final List<String> broken = new ArrayList<>();

    Links(PoeEmulator poe) throws Exception {
        this.poe = poe;
        this.client = RawClient.ofAugust2026(poe);
        this.oldChannel = client.channel();
        this.oldSeed = client.get("/").body().replaceAll(PAGE_SEED, "$1");
    }

    /** The names of the broken links, in order: page, formkey, channel, settings, points, bot, subscribe, … */
    List<String> broken() throws Exception {
        broken.clear();
        var page = client.get("/");
        check("page", page.statusCode() == 200 && page.body().contains("__NEXT_DATA__"));
        check("formkey", page.body().contains(oldSeed));
        check("channel", isReachable(json(client.get("/api/settings").body()).at("/tchannelData/baseHost")));
        var viewer = data("settingsPageQuery", "{}", Hashes.SETTINGS_2026).path("viewer");
        check("settings", viewer.has("uid"));
        check("points", viewer.at("/messagePointInfo/subscriptionPointBalance").asLong() > 0);
        check(
                "bot",
                data("handleBotLandingPageQuery", "{\"botHandle\":\"Echo\"}", Hashes.BOT_2026)
                        .has("bot"));
        var changes = Hashes.subscriptions(Hashes.subscription("viewerStateUpdated", VIEWER));
        check(
                "subscribe",
                data("subscriptionsMutation", changes, Hashes.SUBSCRIBE).has("autoSubscribe"));
        checkSocket();
        var models = json(api("GET", "/v1/models"));
        check("models", !models.path("data").isEmpty());
        check(
                "balance",
                json(api("GET", "/usage/current_balance"))
                                .at("/current_point_balance")
                                .asLong()
                        > 0);
        check(
                "question",
                json(api("POST", "/v1/chat/completions")).at("/choices").isArray());
        return broken;
    }

    private void checkSocket() throws Exception {
        RawClient.Socket socket;
        try {
            socket = client.socket(oldChannel, oldChannel.path("minSeq").asText());
        } catch (CompletionException e) {
            broken.add("handshake");
            return;
        }
        socket.send("{\"type\":\"ping\"}");
        // A silent socket is known by its silence alone.
        var pong = socket.frames.poll(1, TimeUnit.SECONDS);
        check("socket", pong != null && json(pong).path("type").asText().equals("pong"));
        poe.otherClient().changePointLimit(123);
        var event = socket.frames.poll(1, TimeUnit.SECONDS);
        check("events", event != null && event.contains("viewerStateUpdated"));
    }

    private boolean isReachable(JsonNode host) {
        return host.asText().equals("localhost:" + poe.url().getPort());
    }

    private JsonNode data(String queryName, String variables, String hash) throws Exception {
        return json(client.post(queryName, variables, hash).body()).path("data");
    }

    private String api(String method, String path) throws Exception {
        var question = "{\"model\":\"Echo\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        var request = HttpRequest.newBuilder(URI.create(poe.apiUrl() + path))
                .header("Authorization", "Bearer " + poe.apiKey())
                .header("Content-Type", "application/json")
                .method(
                        method,
                        method.equals("POST")
                                ? HttpRequest.BodyPublishers.ofString(question)
                                : HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private void check(String link, boolean works) {
        if (!works) {
            broken.add(link);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
