package dev.poemcp.server.tools.messages;

import dev.poemcp.poe.PoeClient;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.messages.ListPreviewApps;
import java.util.function.Supplier;

/** Publishes the previews in a reply. */
final class ListPreviewAppsHandler implements ToolHandler<ListPreviewApps.Args, ListPreviewApps.Result> {
    private final Supplier<PoeClient> poe;

    ListPreviewAppsHandler(Supplier<PoeClient> poe) {
        this.poe = poe;
    }

    @Override
    public ListPreviewApps.Result call(ListPreviewApps.Args arguments, CallContext context) {
        return new ListPreviewApps.Result(
                arguments.messageId(),
                poe.get().messages().previewApps(arguments.messageId()).stream()
                        .map(app ->
                                new ListPreviewApps.App(app.index(), app.url().toString()))
                        .toList());
    }
}
