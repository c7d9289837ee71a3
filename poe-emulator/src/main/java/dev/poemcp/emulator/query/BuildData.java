package dev.poemcp.emulator.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * A build of the site, read from its data file. A file may extend another one: it overrides single operations and
 * fragments, and other keys as a merged. Source: docs/poe-protocol.md §4 and §A.
 */
public final class BuildData {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode facts;
    private final Map<String, PersistedQuery> queries = new LinkedHashMap<>();
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();

    private BuildData(ObjectNode facts) {
        this.facts = facts;
        var fragments = new LinkedHashMap<String, String>();
        facts.path("fragments")
                .properties()
                .forEach(entry -> fragments.put(entry.getKey(), entry.getValue().asText()));
        facts.path("operations")
                .properties()
                .forEach(entry -> readOperation(entry.getKey(), entry.getValue(), fragments));
        facts.path("subscriptions").properties().forEach(entry -> {
            var selections = new LinkedHashMap<String, Selection>();
            entry.getValue()
                    .path("hashes")
                    .properties()
                    .forEach(hash -> selections.put(
                            hash.getKey(), Selection.parse(hash.getValue().asText(), fragments)));
            subscriptions.put(
                    entry.getKey(),
                    new Subscription(entry.getKey(), entry.getValue().has("key"), Map.copyOf(selections)));
        });
    }

    /** Reads the build with this label, e.g. {@code july-2025}. */
    public static BuildData load(String label) {
        return new BuildData(read(label));
    }

    /** The operation whose query has this name at the site or in one of its clients, ignoring case. */
    public Optional<String> operationNamed(String queryName) {
        return facts.path("operations").properties().stream()
                .filter(entry -> StreamSupport.stream(
                                entry.getValue().path("names").spliterator(), false)
                        .anyMatch(name -> name.asText().equalsIgnoreCase(queryName)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Whether this operation only reads; false for one that this build does not have. */
    public boolean reads(String operation) {
        return facts.at("/operations/" + operation + "/kind").asText().equals("query");
    }

    public Collection<PersistedQuery> queries() {
        return queries.values();
    }

    public Map<String, Subscription> subscriptions() {
        return subscriptions;
    }

    /** Names of the cookies a session needs. */
    public List<String> cookies() {
        return list("cookies", JsonNode::asText);
    }

    /** Names of the headers besides formkey and tag that a signed post must have. */
    public List<String> headers() {
        return list("headers", JsonNode::asText);
    }

    public String tagSalt() {
        return facts.at("/tag/salt").asText();
    }

    /** The two positions of the tag that are swapped, or none. */
    public List<Integer> tagSwap() {
        var positions = new ArrayList<Integer>();
        facts.at("/tag/exchange").forEach(node -> positions.add(node.asInt()));
        return positions;
    }

    /** Positions of the formkey's characters within the page's seed. */
    public List<Integer> formkeyPositions() {
        return list("formkeyPositions", JsonNode::asInt);
    }

    /** Whether uploads are GraphQL multipart ({@code operations}, {@code map}) and not {@code queryInfo} parts. */
    public boolean uploadsAsOperations() {
        return facts.path("upload").asText().equals("operations");
    }

    /** Whether files can be uploaded one by one for a token. */
    public boolean hasFinishUpload() {
        return facts.path("finishUpload").asBoolean();
    }

    /** Whether the home page contains {@code tchannelData} too. */
    public boolean channelInPage() {
        return facts.at("/page/channel").asBoolean();
    }

    /** Whether the seeded call is in a separate script. */
    public boolean seededCallAlone() {
        return facts.at("/page/seededCallAlone").asBoolean();
    }

    /** Base path of the chunks; may contain {@code {revision}}. */
    public String assetPath() {
        return facts.at("/page/assets").asText();
    }

    public boolean scriptsAbsolute() {
        return facts.at("/page/scriptsAbsolute").asBoolean();
    }

    /** Whether cursors of chat lists have the form {@code :<microseconds>:<chat id>}. */
    public boolean historyCursorWithColons() {
        return facts.path("historyCursor").asText().equals("colons");
    }

    /** Whether cursors of messages are plain message ids. */
    public boolean messageCursorPlain() {
        return facts.path("messageCursorPlain").asBoolean();
    }

    /** The newest query of this operation. */
    public Optional<PersistedQuery> newest(String operation) {
        return queries.values().stream()
                .filter(query -> query.operation().equals(operation))
                .reduce((older, newer) -> newer);
    }

    public boolean minSeqAsNumber() {
        return facts.path("minSeqAsNumber").asBoolean();
    }

    /** Whether {@code author} is empty for bots. */
    public boolean emptyBotAuthor() {
        return facts.path("emptyBotAuthor").asBoolean();
    }

    /** Whether suggested replies are sent by repeating the complete message. */
    public boolean suggestionsRepeatMessage() {
        return facts.path("suggestionsRepeatMessage").asBoolean();
    }

    private <T> List<T> list(String name, Function<JsonNode, T> element) {
        var values = new ArrayList<T>();
        facts.path(name).forEach(node -> values.add(element.apply(node)));
        return values;
    }

    private void readOperation(String operation, JsonNode description, Map<String, String> fragments) {
        for (var query : description.path("queries")) {
            var hash = query.path("hash").asText();
            queries.put(
                    hash,
                    new PersistedQuery(
                            operation,
                            query.path("name")
                                    .asText(description.path("names").path(0).asText()),
                            description.path("kind").asText(),
                            hash,
                            VariableRule.parse(query.path("variables").asText()),
                            Selection.parse(query.path("select").asText(), fragments)));
        }
    }

    private static ObjectNode read(String label) {
        var own = parse("builds/" + label + ".json");
        if (!own.has("extends")) {
            return own;
        }
        var merged = read(own.path("extends").asText());
        own.properties().forEach(entry -> {
            if (List.of("fragments", "operations").contains(entry.getKey())) {
                ((ObjectNode) merged.path(entry.getKey())).setAll((ObjectNode) entry.getValue());
            } else {
                merged.set(entry.getKey(), entry.getValue());
            }
        });
        return merged;
    }

    private static ObjectNode parse(String resource) {
        try (var in = Objects.requireNonNull(
                BuildData.class.getResourceAsStream("/dev/poemcp/emulator/" + resource), resource)) {
            return (ObjectNode) JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
