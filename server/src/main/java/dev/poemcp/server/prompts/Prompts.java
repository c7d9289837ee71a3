package dev.poemcp.server.prompts;

import dev.poemcp.server.prompts.Prompt.Argument;
import dev.poemcp.server.resources.Completions.Kind;
import java.util.List;
import java.util.Map;

/** The catalog of prompts. */
public final class Prompts {
    private static final Argument BOT = new Argument("bot", "Bot handle", Kind.BOT);
    private static final Argument QUESTION = new Argument("question", "Question to ask", null);

    private static final List<Prompt> ALL = List.of(
            new Prompt("ask_bot", "Ask a bot", "Asks a Poe bot a question.", List.of(BOT, QUESTION), arguments ->
                    """
                            Send the question below to the Poe bot "%s" with the tool send_message and show me its reply \
                            unchanged. If the reply is in_progress, get the rest with get_reply.

                            Question:

                            %s""".formatted(arguments.get("bot"), arguments.get("question"))),
            new Prompt(
                    "compare_bots",
                    "Compare bots",
                    "Asks several Poe bots the same question and compares their replies.",
                    List.of(
                            new Argument("bots", "Handles of 2 to 8 bots, separated by commas", Kind.BOTS),
                            QUESTION,
                            new Argument("judge", "Handle of a bot that judges the replies", Kind.BOT, false)),
                    Prompts::compareBots),
            new Prompt(
                    "pick_bot",
                    "Pick a bot",
                    "Finds Poe bots that suit a task.",
                    List.of(new Argument("task", "Task for the bot", null)),
                    arguments -> """
                            Find Poe bots that suit the task below: use explore (by query and by category), and \
                            get_bot_info for the best candidates. Recommend up to three, each with its handle, its \
                            strengths and its price in points. Do not send them any messages yet.

                            Task:

                            %s""".formatted(arguments.get("task"))),
            new Prompt(
                    "second_opinion",
                    "Second opinion",
                    "Asks a Poe bot to review a text.",
                    List.of(BOT, new Argument("text", "Text to review", null)),
                    arguments -> """
                            Get a second opinion on the text below from the Poe bot "%s": send it the text with the tool \
                            send_message and ask what is wrong, weak or missing. Then tell me which of its points are \
                            valid and which are not.

                            Text:

                            %s""".formatted(arguments.get("bot"), arguments.get("text"))),
            new Prompt(
                    "summarize_chat",
                    "Summarize a chat",
                    "Summarizes a Poe chat.",
                    List.of(new Argument("chat_code", "Chat code", Kind.CHAT)),
                    arguments -> """
                            Read the Poe chat "%s" with the tool get_chat_messages, page by page back to its start, and \
                            summarize it: the topic, the results, the open questions. Do not send any messages to the \
                            chat.""".formatted(arguments.get("chat_code"))));

    private Prompts() {}

    private static String compareBots(Map<String, String> arguments) {
        String judge = arguments.get("judge");
        return """
                Send the question below to these Poe bots with one call of the tool compare_bots%s: %s. Then %scompare \
                their replies: where do they agree, where do they differ, which has the best arguments, and what did \
                each cost?

                Question:

                %s""".formatted(
                        judge == null ? "" : ", with \"" + judge + "\" as judge",
                        arguments.get("bots"),
                        judge == null ? "" : "show me the verdict and ",
                        arguments.get("question"));
    }

    /** All prompts, sorted by name. */
    public static List<Prompt> all() {
        return ALL;
    }
}
