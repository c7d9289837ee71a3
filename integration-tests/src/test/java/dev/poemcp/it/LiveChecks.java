package dev.poemcp.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tries what a server can do with its Poe: each reading tool and the resources once, then one message, if points are
 * given. Changes and deletes nothing else. The rows have no names, texts or ids, so that they can be published.
 */
final class LiveChecks {
    /** @param result begins with {@code works}, {@code failed} or {@code skipped} */
    record Row(String capability, String result, long millis) {
        boolean failed() {
            return result.startsWith("failed");
        }
    }

    private static final String WORKS = "works";
    private static final String EMPTY = "works (empty)";

    private final HostSession host;
    private final OutputSchemas schemas;
    private final List<String> listed;
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Long> prices = new HashMap<>();

    private LiveChecks(HostSession host) {
        this.host = host;
        this.schemas = OutputSchemas.listedBy(host);
        this.listed = host.list("tools/list", "tools").stream()
                .map(tool -> tool.path("name").asText())
                .toList();
    }

    /** @param points what the message may cost at most; empty sends none */
    static List<Row> run(HostSession host, OptionalLong points) {
        var checks = new LiveChecks(host);
        checks.read();
        checks.readResources();
        points.ifPresent(checks::send);
        return checks.rows;
    }

    /** Markdown for docs/tested-live.md. */
    static String table(List<Row> rows, LocalDate date) {
        return Stream.concat(
                        Stream.of("| capability | result | ms | date |", "|---|---|---|---|"),
                        rows.stream()
                                .map(row -> "| %s | %s | %d | %s |"
                                        .formatted(row.capability(), row.result(), row.millis(), date)))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private void read() {
        var settings = call("get_settings", "user_id");
        call("get_points_balance", "balance");
        call("get_usage_history", "entries", "count", 5);
        var chats = call("get_chat_history", "chats", "count", 5);
        String chat = chats.at("/chats/0/chat_code").asText();
        if (chat.isEmpty()) {
            rows.add(new Row("`get_chat_messages`", "skipped: no chat", 0));
        } else {
            call("get_chat_messages", "messages", "chat_code", chat, "count", 5);
        }
        call("get_available_categories", "categories");
        var explored = call("explore", "bots", "count", 20);
        explored.path("bots").forEach(this::notePrice);
        var ownBot = settings.at("/default_bot/handle").asText();
        notePrice(call("get_bot_info", "handle", "bot_handle", ownBot.isEmpty() ? "Assistant" : ownBot));
        var users = call("explore", "users", "query", "a", "entity_type", "user", "count", 3);
        String user = users.at("/users/0/handle").asText();
        if (user.isEmpty()) {
            rows.add(new Row("`get_user_info`", "skipped: no user found", 0));
        } else {
            call("get_user_info", "handle", "user_handle", user);
        }
        call("list_models", "models", "count", 5);
    }

    private void notePrice(JsonNode bot) {
        if (bot.path("points_per_message").isIntegralNumber()) {
            prices.put(
                    bot.path("handle").asText(), bot.path("points_per_message").asLong());
        }
    }

    private void readResources() {
        check("`resources/list`", () -> host.list("resources/list", "resources").isEmpty() ? EMPTY : WORKS);
        for (String uri : List.of("poe://settings", "poe://chats", "poe://categories")) {
            check("resource `" + uri + "`", () -> {
                var response = host.await(host.request("resources/read", HostSession.object("uri", uri)));
                return response.at("/result/contents/0/text").asText().isEmpty()
                        ? "failed: " + response.at("/error/code").asText("no text")
                        : WORKS;
            });
        }
    }

    private void send(long points) {
        Optional<String> cheapest = prices.entrySet().stream()
                .filter(bot -> bot.getValue() <= points)
                .min(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .map(Map.Entry::getKey);
        if (cheapest.isEmpty()) {
            rows.add(new Row("`send_message`", "skipped: no bot with a known price within " + points + " points", 0));
            return;
        }
        var arguments = HostSession.object(
                "bot", cheapest.get(), "message", "Answer with the single word pong.", "max_points", points);
        var sent = new ToolOutcome[1];
        check("`send_message`", () -> {
            var outcome = host.outcome(host.startCall("send_message", arguments));
            sent[0] = outcome;
            String result = judge("send_message", outcome, "text");
            return result.equals(WORKS)
                    ? result + (outcome.progress().isEmpty() ? ", not streamed" : ", streamed")
                    : result;
        });
        String chat = sent[0] == null
                ? ""
                : sent[0].structured().at("/chat/chat_code").asText();
        if (chat.isEmpty()) {
            rows.add(new Row("`get_reply`", "skipped: no reply", 0));
        } else {
            call("get_reply", "text", "chat_code", chat);
        }
    }

    /** Calls a tool; returns its result, missing unless it works. {@code field} is what a result must have. */
    private JsonNode call(String tool, String field, @Nullable Object... arguments) {
        if (!listed.contains(tool)) {
            rows.add(new Row("`" + tool + "`", "skipped: not listed with these credentials and settings", 0));
            return HostSession.object();
        }
        ObjectNode object = HostSession.object(arguments);
        var result = new JsonNode[] {HostSession.object()};
        String variant = object.has("entity_type") ? ", users" : "";
        check("`" + tool + "`" + variant, () -> {
            var outcome = host.outcome(host.startCall(tool, object));
            result[0] = outcome.isError() ? result[0] : outcome.structured();
            return judge(tool, outcome, field);
        });
        return result[0];
    }

    private String judge(String tool, ToolOutcome outcome, String field) {
        if (outcome.isError()) {
            return "failed: `" + outcome.error().path("code").asText("no code") + "`";
        }
        schemas.assertValid(tool, outcome);
        JsonNode value = outcome.structured().path(field);
        boolean empty =
                value.isContainerNode() ? value.isEmpty() : value.asText().isBlank();
        return empty ? EMPTY : WORKS;
    }

    private void check(String capability, Supplier<String> body) {
        long start = System.nanoTime();
        String result;
        try {
            result = body.get();
        } catch (AssertionError e) {
            // Its text, with the server's log, is not for publication.
            System.err.println(capability + ": " + e.getMessage());
            result = "failed: no valid result";
        }
        rows.add(new Row(capability, result, (System.nanoTime() - start) / 1_000_000));
    }
}
