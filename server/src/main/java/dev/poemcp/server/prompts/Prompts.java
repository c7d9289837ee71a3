package dev.poemcp.server.prompts;

import dev.poemcp.server.prompts.Prompt.Argument;
import dev.poemcp.server.prompts.Prompt.Kind;
import java.util.List;

/** All prompts there are. */
public final class Prompts {
    private static final Argument BOT = new Argument("bot", "Handle of the bot", Kind.BOT);
    private static final Argument QUESTION = new Argument("question", "What to ask", Kind.TEXT);

    private static final List<Prompt> ALL = List.of(
            new Prompt("ask_bot", "Ask a bot", "Puts a question to a bot on Poe.", List.of(BOT, QUESTION), arguments ->
                    """
                            Ask the Poe bot "%s" with the tool send_message, and show me its answer as it is. If the \
                            reply is still in progress, get the rest with get_reply.

                            The question:

                            %s""".formatted(arguments.get("bot"), arguments.get("question"))),
            new Prompt(
                    "compare_bots",
                    "Compare bots",
                    "Puts one question to several bots and compares their answers.",
                    List.of(new Argument("bots", "Handles of 2 to 8 bots, separated by commas", Kind.BOTS), QUESTION),
                    arguments -> """
                            Ask these Poe bots with one call of the tool compare_bots: %s. Then compare their answers: \
                            where do they agree, where do they differ, which is best founded, and what did they cost?

                            The question:

                            %s""".formatted(arguments.get("bots"), arguments.get("question"))),
            new Prompt(
                    "pick_bot",
                    "Pick a bot",
                    "Finds the bot on Poe that fits a task.",
                    List.of(new Argument("task", "What is to be done", Kind.TEXT)),
                    arguments -> """
                            Find bots on Poe that suit the task below: use explore (by query and by category), and \
                            get_bot_info for the promising ones. Recommend up to three with handle, what each is good \
                            at, and its price in points. Do not send anything to them yet.

                            The task:

                            %s""".formatted(arguments.get("task"))),
            new Prompt(
                    "second_opinion",
                    "Second opinion",
                    "Has a bot judge a text.",
                    List.of(BOT, new Argument("text", "What to judge", Kind.TEXT)),
                    arguments -> """
                            Get a second opinion from the Poe bot "%s" with the tool send_message: ask it what is wrong, \
                            weak or missing in the text below. Then tell me which of its points hold, and which do not.

                            The text:

                            %s""".formatted(arguments.get("bot"), arguments.get("text"))),
            new Prompt(
                    "summarize_chat",
                    "Summarize a chat",
                    "Sums up a chat of the account.",
                    List.of(new Argument("chat_code", "Code of the chat", Kind.CHAT)),
                    arguments -> """
                            Read the Poe chat "%s" with the tool get_chat_messages (page by page to its beginning), and \
                            sum it up: what it was about, what came out of it, what is still open. Do not send anything \
                            to the chat.""".formatted(arguments.get("chat_code"))));

    private Prompts() {}

    /** Sorted by name. */
    public static List<Prompt> all() {
        return ALL;
    }
}
