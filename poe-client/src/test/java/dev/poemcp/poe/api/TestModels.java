package dev.poemcp.poe.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.poe.Model;

/** Entries of the catalogue as it has them. */
final class TestModels {
    private TestModels() {}

    /** @param json with {@code '} for quotes */
    static Model read(String json) {
        try {
            return ModelReader.read(new ObjectMapper().readTree(json.replace('\'', '"')))
                    .orElseThrow();
        } catch (JsonProcessingException wrong) {
            throw new AssertionError(wrong);
        }
    }

    static Model withPricing(String pricing, String maxOutputTokens) {
        return read("{'id':'m','pricing':" + pricing + ",'context_window':{'context_length':1000,'max_output_tokens':"
                + maxOutputTokens + "}}");
    }
}
