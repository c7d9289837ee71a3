package dev.poemcp.poe.api;

import dev.poemcp.poe.api.conversation.Conversation;
import dev.poemcp.poe.api.conversation.ConversationMessage;
import dev.poemcp.poe.api.conversation.KeptFile;
import java.util.List;
import java.util.Map;

/** A conversation as the turns of a request. */
final class Turns {
    private Turns() {}

    static Question question(String bot, Conversation conversation, Endpoint endpoint, Map<String, Object> parameters) {
        List<Question.Turn> turns = conversation.messages().stream()
                .filter(message -> message.isUser() || !message.text().isBlank())
                .map(message -> turn(message, endpoint))
                .toList();
        return new Question(bot, turns, parameters);
    }

    private static Question.Turn turn(ConversationMessage message, Endpoint endpoint) {
        // Only the bot query protocol has a place for what a bot attached.
        boolean withFiles = message.isUser() || endpoint == Endpoint.BOT_QUERY;
        List<Question.TurnFile> files =
                withFiles ? message.files().stream().map(Turns::file).toList() : List.of();
        return new Question.Turn(message.isUser() ? Question.Role.USER : Question.Role.BOT, message.text(), files);
    }

    private static Question.TurnFile file(KeptFile file) {
        return new Question.TurnFile(file.name(), file.mimeType(), file.base64(), file.url());
    }
}
