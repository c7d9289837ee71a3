package dev.poemcp.server.tools.messages;

import dev.poemcp.server.tools.BotSuggestions;
import dev.poemcp.server.tools.ToolDependencies;
import dev.poemcp.server.tools.api.BoundTool;
import dev.poemcp.tool.messages.CancelMessage;
import dev.poemcp.tool.messages.CompareBots;
import dev.poemcp.tool.messages.DeleteMessages;
import dev.poemcp.tool.messages.GetMessageShareUrl;
import dev.poemcp.tool.messages.GetReply;
import dev.poemcp.tool.messages.GetTotalCostPoints;
import dev.poemcp.tool.messages.ListPreviewApps;
import dev.poemcp.tool.messages.RetryMessage;
import dev.poemcp.tool.messages.SendMessage;
import java.util.List;

/** The tools of the toolset messages. */
public final class MessagesTools {
    private MessagesTools() {}

    public static List<BoundTool<?, ?>> all(ToolDependencies dependencies) {
        PaidSend paidSend = new PaidSend(dependencies);
        BotSuggestions suggestions = new BotSuggestions(dependencies.poe());
        return List.of(
                new BoundTool<>(CancelMessage.DEFINITION, new CancelMessageHandler(dependencies.poe())),
                new BoundTool<>(CompareBots.DEFINITION, new CompareBotsHandler(paidSend)),
                new BoundTool<>(
                        DeleteMessages.DEFINITION,
                        new DeleteMessagesHandler(dependencies.poe(), dependencies.consent())),
                new BoundTool<>(GetMessageShareUrl.DEFINITION, new GetMessageShareUrlHandler(dependencies.poe())),
                new BoundTool<>(GetReply.DEFINITION, new GetReplyHandler(paidSend)),
                new BoundTool<>(GetTotalCostPoints.DEFINITION, new GetTotalCostPointsHandler(dependencies)),
                new BoundTool<>(ListPreviewApps.DEFINITION, new ListPreviewAppsHandler(dependencies.poe())),
                new BoundTool<>(RetryMessage.DEFINITION, new RetryMessageHandler(paidSend)),
                new BoundTool<>(SendMessage.DEFINITION, suggestions.wrap(new SendMessageHandler(paidSend))));
    }
}
