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

    public static List<BoundTool<?, ?>> all(ToolDependencies equipment) {
        PaidSend asking = new PaidSend(equipment);
        BotSuggestions nearest = new BotSuggestions(equipment.poe());
        return List.of(
                new BoundTool<>(CancelMessage.DEFINITION, new CancelMessageHandler(equipment.poe())),
                new BoundTool<>(CompareBots.DEFINITION, new CompareBotsHandler(asking)),
                new BoundTool<>(
                        DeleteMessages.DEFINITION, new DeleteMessagesHandler(equipment.poe(), equipment.consent())),
                new BoundTool<>(GetMessageShareUrl.DEFINITION, new GetMessageShareUrlHandler(equipment.poe())),
                new BoundTool<>(GetReply.DEFINITION, new GetReplyHandler(asking)),
                new BoundTool<>(GetTotalCostPoints.DEFINITION, new GetTotalCostPointsHandler(equipment)),
                new BoundTool<>(ListPreviewApps.DEFINITION, new ListPreviewAppsHandler(equipment.poe())),
                new BoundTool<>(RetryMessage.DEFINITION, new RetryMessageHandler(asking)),
                new BoundTool<>(SendMessage.DEFINITION, nearest.suggestedFor(new SendMessageHandler(asking))));
    }
}
