package dev.poemcp.poe.site.negotiation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.profile.Query;
import dev.poemcp.poe.site.profile.SignatureRecipe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The form in which facts from a browser or from scripts are kept. Whatever the file holds, what is read is valid:
 * anything else is treated as unknown.
 */
final class LearnedFacts {
    /** Slots in order of trust: what a browser or its capture showed (the newer one), then the scripts. */
    private static final List<String> SLOTS = List.of("seen.", "scripts.");

    private static final Pattern HASH = Pattern.compile("\\w{1,200}");
    private static final Pattern NAME = Pattern.compile("\\w{1,200}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private LearnedFacts() {}

    static String slot(KnowledgeSource source) {
        return source == KnowledgeSource.SCRIPTS ? SLOTS.get(1) : SLOTS.get(0);
    }

    static String query(String slot, Operation operation) {
        return slot + "query." + operation.key();
    }

    static String subscriptions(String slot) {
        return slot + "subscriptions";
    }

    static String gate(String slot) {
        return slot + "gate";
    }

    /** The learned queries of an operation, the most trusted first. */
    static List<Query> queries(SiteKnowledge knowledge, Operation operation) {
        List<Query> queries = new ArrayList<>();
        for (String slot : SLOTS) {
            knowledge.get(query(slot, operation)).flatMap(LearnedFacts::query).ifPresent(queries::add);
        }
        return queries;
    }

    static void forgetQuery(SiteKnowledge knowledge, Operation operation, String hash) {
        for (String slot : SLOTS) {
            String fact = query(slot, operation);
            if (knowledge
                    .get(fact)
                    .filter(json -> json.path("hash").asText().equals(hash))
                    .isPresent()) {
                knowledge.forget(fact);
            }
        }
    }

    /** Hashes by event, the most trusted source first. */
    static List<Map<String, String>> subscriptions(SiteKnowledge knowledge) {
        List<Map<String, String>> all = new ArrayList<>();
        for (String slot : SLOTS) {
            knowledge.get(subscriptions(slot)).ifPresent(json -> {
                Map<String, String> hashes = new LinkedHashMap<>();
                json.properties().forEach(entry -> {
                    if (NAME.matcher(entry.getKey()).matches()
                            && HASH.matcher(entry.getValue().asText()).matches()) {
                        hashes.put(entry.getKey(), entry.getValue().asText());
                    }
                });
                all.add(hashes);
            });
        }
        return all;
    }

    static Optional<GateRecipe> gate(SiteKnowledge knowledge) {
        return knowledge.get(gate(SLOTS.get(0))).flatMap(LearnedFacts::gate);
    }

    static void forgetGate(SiteKnowledge knowledge) {
        knowledge.forget(gate(SLOTS.get(0)));
    }

    static JsonNode json(Query query) {
        ObjectNode json = JSON.createObjectNode().put("name", query.name()).put("hash", query.hash());
        json.set("variables", query.template());
        if (query.backend() != null) {
            json.put("poegraphql", query.backend());
        }
        return query.firstPageOnly() ? json.put("firstPageOnly", true) : json;
    }

    private static Optional<Query> query(JsonNode json) {
        String name = json.path("name").asText();
        String hash = json.path("hash").asText();
        String backend = json.path("poegraphql").textValue();
        boolean isValid = NAME.matcher(name).matches()
                && HASH.matcher(hash).matches()
                && json.path("variables").isObject()
                && (backend == null || NAME.matcher(backend).matches());
        return isValid
                ? Optional.of(new Query(
                        name,
                        hash,
                        json.get("variables"),
                        backend,
                        json.path("firstPageOnly").asBoolean()))
                : Optional.empty();
    }

    static JsonNode json(GateRecipe recipe, @Nullable String revision) {
        ObjectNode json = JSON.createObjectNode().put("revision", revision);
        ObjectNode gate = json.putObject("recipe");
        ObjectNode tag = gate.putObject("tag").put("salt", recipe.tag().salt());
        recipe.tag().swap().forEach(tag.putArray("swap")::add);
        recipe.headers().forEach(gate.putObject("headers")::put);
        return json;
    }

    static Optional<GateRecipe> gate(JsonNode json) {
        JsonNode recipe = json.path("recipe");
        List<Integer> swap = new ArrayList<>();
        recipe.path("tag").path("swap").forEach(at -> swap.add(at.asInt(-1)));
        Map<String, String> headers = new LinkedHashMap<>();
        recipe.path("headers").properties().forEach(header -> {
            // OkHttp rejects anything else in a header.
            if (header.getKey().matches("[\\w-]{1,60}")
                    && header.getValue().asText().matches("\\$?[\\w.-]{1,60}")) {
                headers.put(header.getKey(), header.getValue().asText());
            }
        });
        String salt = recipe.path("tag").path("salt").asText();
        try {
            return salt.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new GateRecipe(new SignatureRecipe(salt, swap), headers));
        } catch (IllegalArgumentException invalid) {
            return Optional.empty();
        }
    }
}
