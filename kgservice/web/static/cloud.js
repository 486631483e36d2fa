// The VAD space as a cloud that can be turned, drawn by vis-graph3d on a plain canvas.
import { colour, onTheme } from "./colours.js";
import { address, emotions, vadText } from "./emotions.js";
import { fail } from "./plots.js";

const START = { horizontal: -0.6, vertical: 0.35, distance: 2.3 };
const TURN = 0.2;
let graph;

/** Draw the cloud into an element, and again whenever the theme changes. */
export async function cloud(element) {
  try {
    const { Graph3d } = await import("./vendor/vis-graph3d/vis-graph3d.mjs");
    const known = [...(await emotions()).values()].filter((emotion) => emotion.vad);
    const draw = () => {
      const place = graph?.getCameraPosition() ?? START;
      element.replaceChildren();
      graph = new Graph3d(element, known.map(point), options(place));
      graph.on("click", (found) => { location.href = address(found.id); });
    };
    draw();
    onTheme(draw);
    element.dataset.state = "drawn";
  } catch (error) {
    fail(element, error);
  }
}

/** Turn the cloud by steps to the right and upwards. */
export function turn(right, up) {
  const { horizontal, vertical, distance } = graph.getCameraPosition();
  const lifted = Math.min(Math.PI / 2, Math.max(0, vertical + up * TURN));
  graph.setCameraPosition({ horizontal: horizontal + right * TURN, vertical: lifted, distance });
}

function point(emotion) {
  const { valence, arousal, dominance } = emotion.vad;
  return { x: valence, y: arousal, z: dominance, style: colour(emotion.primary), id: emotion.id, label: emotion.label, vad: emotion.vad };
}

function options(cameraPosition) {
  return {
    style: "dot-color", width: "100%", height: "100%", cameraPosition,
    xLabel: "valence", yLabel: "arousal", zLabel: "dominance",
    xMin: -1, xMax: 1, yMin: -1, yMax: 1, zMin: -1, zMax: 1, xStep: 0.5, yStep: 0.5, zStep: 0.5,
    axisColor: colour("edge"), gridColor: colour("line"), axisFontSize: 22, axisFontType: "sans-serif",
    dotSizeRatio: 0.008, yCenter: "38%", showLegend: false, showShadow: false, showPerspective: true, keepAspectRatio: true, verticalRatio: 0.8,
    tooltip: ({ data }) => hint(data),
    tooltipDelay: 50,
    tooltipStyle: {
      content: { padding: "8px", border: `1px solid ${colour("edge")}`, borderRadius: "8px", color: colour("ink"), background: colour("surface"), boxShadow: "none" },
      line: { borderLeft: `1px solid ${colour("edge")}` },
      dot: { border: `5px solid ${colour("edge")}` },
    },
  };
}

function hint(data) {
  return data ? `${data.label}: ${vadText(data.vad)}` : "";
}
