package dev.poemcp.server.assembly;

import dev.poemcp.server.tools.ToolDependencies;
import dev.poemcp.server.tools.account.AccountTools;
import dev.poemcp.server.tools.api.BoundTool;
import dev.poemcp.server.tools.bots.BotsTools;
import dev.poemcp.server.tools.chats.ChatsTools;
import dev.poemcp.server.tools.messages.MessagesTools;
import java.util.List;
import java.util.stream.Stream;

/** All tools of all toolsets, ready to be called. */
public final class Toolsets {
    private Toolsets() {}

    /** In no particular order; one for each definition of the catalogue. */
    public static List<BoundTool<?, ?>> all(ToolDependencies equipment) {
        return Stream.of(
                        MessagesTools.all(equipment),
                        BotsTools.all(equipment),
                        ChatsTools.all(equipment),
                        AccountTools.all(equipment))
                .<BoundTool<?, ?>>flatMap(List::stream)
                .toList();
    }
}
