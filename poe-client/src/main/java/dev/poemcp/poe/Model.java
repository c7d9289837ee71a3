package dev.poemcp.poe;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the official API's catalogue. Null where the catalogue gives no value.
 *
 * @param id name in requests, lower case
 * @param contextWindow tokens of question and answer together
 * @param maxOutputTokens tokens of an answer
 * @param created when the entry was made
 * @param endpoints paths by which the model can be asked, the preferred one first; empty does not mean that it cannot
 *     be asked; null if the catalogue does not say
 */
public record Model(
        String id,
        @Nullable String displayName,
        @Nullable String ownedBy,
        @Nullable String description,
        List<String> inputModalities,
        List<String> outputModalities,
        @Nullable Long contextWindow,
        @Nullable Long maxOutputTokens,
        @Nullable Pricing pricing,
        @Nullable Instant created,
        @Nullable List<String> endpoints,
        List<Parameter> parameters) {
    public Model {
        inputModalities = List.copyOf(inputModalities);
        outputModalities = List.copyOf(outputModalities);
        endpoints = endpoints == null ? null : List.copyOf(endpoints);
        parameters = List.copyOf(parameters);
    }

    /**
     * US dollars as decimal text, e.g. {@code 0.0000011}; null where a price does not apply.
     *
     * @param prompt per token of the question
     * @param completion per token of the answer
     * @param image per image, or token of one
     * @param request per request
     */
    public record Pricing(
            @Nullable String prompt,
            @Nullable String completion,
            @Nullable String image,
            @Nullable String request,
            @Nullable String inputCacheRead,
            @Nullable String inputCacheWrite) {}

    /**
     * An option of the model.
     *
     * @param schema JSON Schema of its value
     */
    public record Parameter(String name, @Nullable String description, Map<String, Object> schema) {
        public Parameter {
            schema = Map.copyOf(schema);
        }
    }
}
