-- a dump
CREATE TABLE `users` (
  `id` int,
  `name` text
);
CREATE TABLE `questions` (
  `id` int NOT NULL,
  `question` text,
  `answer` text,
  `category` varchar(40),
  PRIMARY KEY (`id`)
);
INSERT INTO `users` VALUES (1,'What is this?');
INSERT INTO `questions` VALUES (1,'What''s a kiln?','An oven for clay; it''s hot.','pottery'),
 (2,'What is slip?',NULL,'pottery');
INSERT INTO questions (question, answer) VALUES ('Why wedge clay?', 'To drive out\nthe air.'), ('One value only');
COPY public.questions (id, question, answer, category) FROM stdin;
3	What is bisque?	Clay fired once.	firing
4	What is a cone?	\N	firing
\.
