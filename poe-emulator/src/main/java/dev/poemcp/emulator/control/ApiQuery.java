package dev.poemcp.emulator.control;

import java.util.List;

/**
 * A question that the official API accepted and charged.
 *
 * @param operation {@code apiChatCompletions}, {@code apiResponses} or {@code apiBotQuery}
 * @param text the last user message
 * @param files names of the files of the last user message, or their addresses
 * @param keyName name of the key that paid
 * @param queryId id of its row in the points history
 */
public record ApiQuery(String operation, String bot, String text, List<String> files, String keyName, String queryId) {}
