package dev.poemcp.server.tools.bots;

import dev.poemcp.poe.PoeClient;
import dev.poemcp.server.tools.BotArguments;
import dev.poemcp.server.tools.ChatArguments;
import dev.poemcp.tool.NamesUser;
import java.util.Objects;
import java.util.function.Supplier;

/** Resolves the id of the user that the arguments name. */
final class UserResolver {
    private final Supplier<PoeClient> poe;

    UserResolver(Supplier<PoeClient> poe) {
        this.poe = poe;
    }

    long idOf(NamesUser arguments) {
        ChatArguments.requireOne("user_id", arguments.userId(), "user_handle", arguments.userHandle());
        if (arguments.userId() != null) {
            return arguments.userId();
        }
        String handle = BotArguments.userHandle(Objects.requireNonNull(arguments.userHandle()));
        return poe.get().people().get(handle).userId();
    }
}
