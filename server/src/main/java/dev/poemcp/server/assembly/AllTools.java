package dev.poemcp.server.assembly;

import dev.poemcp.server.tools.ToolDependencies;
import dev.poemcp.server.tools.account.AccountTools;
import dev.poemcp.server.tools.api.BoundTool;
import dev.poemcp.server.tools.bots.BotsTools;
import dev.poemcp.server.tools.chats.ChatsTools;
import dev.poemcp.server.tools.messages.MessagesTools;
import dev.poemcp.server.tools.models.ModelsTools;
import java.util.List;
import java.util.stream.Stream;

/** All tools of all toolsets with their handlers. */
public final class AllTools {
    private AllTools() {}

    /** In no particular order; one for each definition of the catalog. */
    public static List<BoundTool<?, ?>> all(ToolDependencies dependencies) {
        return Stream.of(
                        MessagesTools.all(dependencies),
                        BotsTools.all(dependencies),
                        ChatsTools.all(dependencies),
                        AccountTools.all(dependencies),
                        ModelsTools.all(dependencies))
                .<BoundTool<?, ?>>flatMap(List::stream)
                .toList();
    }
}
