package dev.poemcp.emulator.site;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.query.PersistedQuery;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A Relay operation as the site's scripts contain it (docs/poe-protocol.md §8.3).
 *
 * @param name as in the scripts, with a lower-case first letter
 * @param kind {@code query}, {@code mutation} or {@code subscription}
 */
record RelayArtifact(String name, String hash, String kind, List<String> variables) {
    /** How a minifier writes an artifact; all are the same to a browser. */
    enum Form {
        /** Everything in place. */
        PLAIN,
        /** The definitions of the variables are in a variable of the script. */
        HOISTED,
        /** Other order of the keys. */
        REORDERED,
        /** All keys in quotes. */
        QUOTED,
        /** {@code JSON.parse('…')} of the artifact. */
        PARSED;

        /** The form of the operation of this name, always the same. */
        static Form of(String name) {
            return values()[Math.floorMod(name.hashCode(), values().length)];
        }
    }

    static RelayArtifact of(PersistedQuery query) {
        var name = query.name();
        return new RelayArtifact(
                Character.toLowerCase(name.charAt(0)) + name.substring(1),
                query.hash(),
                query.kind(),
                query.variableNames());
    }

    static RelayArtifact ofSubscription(String event, String hash, List<String> variables) {
        return new RelayArtifact("subscriptions_" + event + "_Subscription", hash, "subscription", variables);
    }

    RelayArtifact withName(String value) {
        return new RelayArtifact(value, hash, kind, variables);
    }

    RelayArtifact withHash(String value) {
        return new RelayArtifact(name, value, kind, variables);
    }

    RelayArtifact withVariables(List<String> value) {
        return new RelayArtifact(name, hash, kind, value);
    }

    /** An expression of JavaScript whose value is the artifact. */
    String script(Form form) {
        var definitions =
                "[" + variables.stream().map(RelayArtifact::definition).collect(Collectors.joining(",")) + "]";
        return switch (form) {
            case PLAIN -> plain(definitions);
            case HOISTED -> "function(){var e=" + definitions + ";return " + plain("e") + "}()";
            case REORDERED ->
                ("{params:{name:\"%s\",operationKind:\"%s\",text:null,metadata:{},id:\"%s\"},hash:\"%s\","
                                + "operation:{name:\"%1$s\",kind:\"Operation\",selections:[],argumentDefinitions:%5$s},"
                                + "kind:\"Request\",fragment:{}}")
                        .formatted(name, kind, hash, sourceDigest(), definitions);
            case QUOTED -> json().toString();
            case PARSED -> {
                var text = json();
                text.withObject("/fragment").put("note", "a viewer's \"own\" chats\n}");
                yield "JSON.parse('" + text.toString().replace("\\", "\\\\").replace("'", "\\'") + "')";
            }
        };
    }

    /** The same operation as it is in development: with its text instead of an id. */
    String unpersistedScript() {
        return ("{fragment:{},kind:\"Request\",operation:{},params:{cacheID:\"%s\",id:null,metadata:{},name:\"%s\","
                        + "operationKind:\"%s\",text:\"%3$s %2$s {\\n  viewer {\\n    id\\n  }\\n}\\n\"}}")
                .formatted(sourceDigest(), name, kind);
    }

    private String plain(String definitions) {
        return ("{fragment:{argumentDefinitions:%1$s,kind:\"Fragment\",metadata:null,name:\"%2$s\",selections:[]},"
                        + "kind:\"Request\",operation:{argumentDefinitions:%1$s,kind:\"Operation\",name:\"%2$s\","
                        + "selections:[]},params:{id:\"%3$s\",metadata:{},name:\"%2$s\",operationKind:\"%4$s\","
                        + "text:null},hash:\"%5$s\"}")
                .formatted(definitions, name, hash, kind, sourceDigest());
    }

    private ObjectNode json() {
        var json = Nodes.object();
        json.putObject("fragment");
        json.put("kind", "Request");
        var operation = json.putObject("operation");
        var definitions = operation.putArray("argumentDefinitions");
        for (var variable : variables) {
            var definition = definitions.addObject();
            if (variable.equals("count")) {
                definition.put("defaultValue", 20);
            } else {
                definition.putNull("defaultValue");
            }
            definition.put("kind", "LocalArgument").put("name", variable);
        }
        operation.put("kind", "Operation").put("name", name).putArray("selections");
        json.putObject("params")
                .put("id", hash)
                .<ObjectNode>set("metadata", Nodes.object())
                .put("name", name)
                .put("operationKind", kind)
                .putNull("text");
        return json.put("hash", sourceDigest());
    }

    private static String definition(String variable) {
        var defaultValue = variable.equals("count") ? "20" : "null";
        return "{defaultValue:" + defaultValue + ",kind:\"LocalArgument\",name:\"" + variable + "\"}";
    }

    /** The 32 digits next to each id, which clients must not send. */
    private String sourceDigest() {
        var bytes = HexFormat.of().parseHex(hash);
        return IntStream.range(0, 16)
                .mapToObj(i -> String.format("%02x", (bytes[i] ^ bytes[i + 16]) & 0xff))
                .collect(Collectors.joining());
    }
}
