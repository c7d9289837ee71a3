package dev.poemcp.poe.api;

import dev.poemcp.poe.Model;
import java.util.List;
import java.util.Optional;

/** Ways to ask a bot by the API. Source: docs/official-api.md, endpoints. */
enum Endpoint {
    /** Documented; for models of the catalogue. Takes files as part of the request. */
    CHAT_COMPLETIONS("/v1/chat/completions"),
    /** For models that have only this one. */
    RESPONSES("/v1/responses"),
    /** The bot query protocol: every public bot. Takes files that were uploaded. */
    BOT_QUERY("/bot/");

    private final String path;

    Endpoint(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }

    /**
     * The way of a message without files that are too large for the request.
     *
     * @param model empty for a bot that is not in the catalogue, as most bots of users
     */
    static Endpoint of(Optional<Model> model) {
        if (model.isEmpty()) {
            return BOT_QUERY;
        }
        List<String> endpoints = model.get().endpoints();
        if (endpoints == null || endpoints.contains(CHAT_COMPLETIONS.path)) {
            return CHAT_COMPLETIONS;
        }
        return endpoints.contains(RESPONSES.path) ? RESPONSES : BOT_QUERY;
    }
}
