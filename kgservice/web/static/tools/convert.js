// The page "Convert": labels into labels, a point of VAD space into emotions, one emotion into another.

import "./labels.js";
import "./ways.js";
import "./mixture.js";
