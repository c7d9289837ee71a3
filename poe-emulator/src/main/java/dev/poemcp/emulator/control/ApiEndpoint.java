package dev.poemcp.emulator.control;

/** An endpoint of the official API (docs/official-api.md §1). */
public enum ApiEndpoint {
    CHAT_COMPLETIONS("apiChatCompletions"),
    RESPONSES("apiResponses"),
    BOT_QUERY("apiBotQuery"),
    WHOAMI("apiWhoami"),
    /** {@code /v1/models}. */
    MODELS("apiModels"),
    /** {@code /v1/models/…}. */
    MODEL("apiModel"),
    /** {@code /usage/current_balance}. */
    BALANCE("apiBalance"),
    /** {@code /usage/points_history}. */
    POINTS_HISTORY("apiPointsHistory");

    private final String operation;

    ApiEndpoint(String operation) {
        this.operation = operation;
    }

    /** Its name in {@link RequestLog}. */
    public String operation() {
        return operation;
    }
}
